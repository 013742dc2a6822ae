package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the input of every operation on a VM says. */
interface VmInput {

    UUID vmId();

    String name();

    String pool();

    /** The pool's uuid of a VM that is none of ours, and so has no row; null for ours. */
    default @Nullable String strangerUuid() {
        return null;
    }
}
