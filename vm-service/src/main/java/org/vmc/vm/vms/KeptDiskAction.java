package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of the operations on a disk that no VM has.
 *
 * @param vmId the VM it is for, or that had it last
 * @param name name of that VM
 * @param diskId our id of the disk
 * @param disk name of the disk
 * @param diskUuid the pool's uuid of it
 */
record KeptDiskAction(UUID vmId, String name, String pool, UUID diskId, String disk, String diskUuid)
        implements VmInput {

    static KeptDiskAction on(KeptDisk disk, UUID vmId, String vmName) {
        return new KeptDiskAction(vmId, vmName, disk.pool, disk.id, disk.name, disk.vdiUuid);
    }
}
