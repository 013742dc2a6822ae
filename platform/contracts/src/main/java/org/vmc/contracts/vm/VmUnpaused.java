package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A paused VM runs again. */
@EventType(value = "org.vmc.vm.unpaused.v1", topic = Topics.VM, summary = "A paused VM runs again.")
public record VmUnpaused(UUID vmId, String name) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
