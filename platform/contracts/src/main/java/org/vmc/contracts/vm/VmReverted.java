package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM was put back to a snapshot; what it had done since is gone.
 *
 * @param snapshot name of the snapshot
 * @param snapshotUuid the pool's uuid of it
 */
@EventType(
        value = "org.vmc.vm.reverted.v1",
        topic = Topics.VM,
        summary = "A VM was put back to a snapshot; what it had done since is gone.")
public record VmReverted(UUID vmId, String name, String snapshot, String snapshotUuid) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
