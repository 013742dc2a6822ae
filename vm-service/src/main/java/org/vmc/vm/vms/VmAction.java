package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of the operations on a VM that exists.
 *
 * @param force whether to cut the power without asking the guest first; only stopping and rebooting look at it
 * @param checksDisks whether its guest may check its file system as it boots
 */
record VmAction(UUID vmId, String name, String pool, boolean force, boolean checksDisks) implements VmInput {

    static VmAction on(Vm vm, boolean force) {
        return new VmAction(vm.id, vm.name, vm.pool, force, vm.checksDisks);
    }
}
