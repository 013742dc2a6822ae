package org.vmc.vm.plans;

import java.util.UUID;

/** What the input of every operation on a host says. */
interface HostInput {

    String pool();

    /** The pool's uuid of the host. */
    UUID hostUuid();

    /** Name of the host. */
    String host();
}
