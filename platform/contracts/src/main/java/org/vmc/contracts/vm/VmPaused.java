package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A running VM was paused: it keeps its memory and stands still. */
@EventType(
        value = "org.vmc.vm.paused.v1",
        topic = Topics.VM,
        summary = "A running VM was paused: it keeps its memory and stands still.")
public record VmPaused(UUID vmId, String name) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
