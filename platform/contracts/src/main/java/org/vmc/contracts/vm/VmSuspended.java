package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A running VM was written to disk; its memory is free. */
@EventType(
        value = "org.vmc.vm.suspended.v1",
        topic = Topics.VM,
        summary = "A running VM was written to disk; its memory is free.")
public record VmSuspended(UUID vmId, String name) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
