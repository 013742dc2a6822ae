package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of the operations on a snapshot that exists.
 *
 * @param snapshot name of the snapshot
 * @param snapshotUuid the pool's uuid of it
 */
record SnapshotAction(UUID vmId, String name, String pool, String snapshot, String snapshotUuid) implements VmInput {}
