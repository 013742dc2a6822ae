package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link MoveDisk}.
 *
 * @param vmId the VM that has the disk
 * @param name name of that VM
 * @param pool pool of both VMs
 * @param disk name of the disk
 * @param diskUuid the pool's uuid of it
 * @param toId the VM that gets it
 * @param toName name of that VM
 */
record DiskMove(UUID vmId, String name, String pool, String disk, String diskUuid, UUID toId, String toName)
        implements VmInput {

    /** The VM that gets the disk. */
    VmAction to() {
        return new VmAction(toId, toName, pool, false, false);
    }
}
