package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A snapshot of a VM and its disks are gone.
 *
 * @param snapshot name of the snapshot
 * @param snapshotUuid the pool's uuid of it
 */
@EventType(
        value = "org.vmc.vm.snapshot-deleted.v1",
        topic = Topics.VM,
        summary = "A snapshot of a VM and its disks are gone.")
public record VmSnapshotDeleted(UUID vmId, String name, String snapshot, String snapshotUuid) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
