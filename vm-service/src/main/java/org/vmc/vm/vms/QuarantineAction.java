package org.vmc.vm.vms;

import java.util.Objects;
import java.util.UUID;

/**
 * Input of the operations on the disk a VM broke on.
 *
 * @param diskId our id of the disk in quarantine, which is that of the restore
 * @param diskUuid the pool's uuid of it
 * @param restoredUuid the pool's uuid of the disk that took its place
 * @param slot slot it had
 * @param formerName name it had
 */
record QuarantineAction(
        UUID vmId,
        String name,
        String pool,
        UUID diskId,
        String diskUuid,
        String restoredUuid,
        String slot,
        String formerName)
        implements VmInput {

    static QuarantineAction on(Vm vm, KeptDisk disk) {
        return new QuarantineAction(
                vm.id,
                vm.name,
                vm.pool,
                disk.id,
                disk.vdiUuid,
                Objects.requireNonNull(disk.restoredUuid),
                Objects.requireNonNull(disk.slot),
                Objects.requireNonNull(disk.formerName));
    }
}
