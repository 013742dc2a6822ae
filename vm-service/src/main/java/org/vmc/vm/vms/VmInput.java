package org.vmc.vm.vms;

import java.util.UUID;

/** What the input of every operation on a VM says. */
interface VmInput {

    UUID vmId();

    String name();

    String pool();
}
