package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link SnapshotVm}.
 *
 * @param snapshot name of the snapshot; free among those of the VM when this was asked for
 * @param withMemory whether what runs is to be kept too: a checkpoint
 */
record SnapshotOrder(UUID vmId, String name, String pool, String snapshot, boolean withMemory) implements VmInput {}
