package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of the operations on a disk that a VM has.
 *
 * @param disk name of the disk
 * @param diskUuid the pool's uuid of it
 */
record DiskAction(UUID vmId, String name, String pool, String disk, String diskUuid) implements VmInput {}
