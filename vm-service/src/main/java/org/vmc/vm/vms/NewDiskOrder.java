package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link AttachDisk}.
 *
 * @param disk name of the disk; free among those of the VM when this was asked for
 * @param storageUuid the pool's uuid of the SR it is made in
 */
record NewDiskOrder(UUID vmId, String name, String pool, String disk, long sizeBytes, String storageUuid)
        implements VmInput {}
