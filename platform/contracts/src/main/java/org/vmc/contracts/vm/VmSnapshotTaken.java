package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A snapshot of a VM was taken.
 *
 * @param snapshot name of the snapshot
 * @param snapshotUuid the pool's uuid of it
 * @param withMemory whether the memory is in it too: a checkpoint
 */
@EventType(value = "org.vmc.vm.snapshot-taken.v1", topic = Topics.VM, summary = "A snapshot of a VM was taken.")
public record VmSnapshotTaken(UUID vmId, String name, String snapshot, String snapshotUuid, boolean withMemory)
        implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
