package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A restored VM has its former disk back and is halted.
 *
 * @param diskUuid the pool's uuid of that disk
 */
@EventType(
        value = "org.vmc.vm.restore-undone.v1",
        topic = Topics.VM,
        summary = "A restored VM has its former disk back and is halted.")
public record VmRestoreUndone(UUID vmId, String name, String diskUuid) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
