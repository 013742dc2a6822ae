package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A running VM is on another host now. */
@EventType(value = "org.vmc.vm.moved.v1", topic = Topics.VM, summary = "A running VM is on another host now.")
public record VmMoved(UUID vmId, String name, String fromHostName, String toHostName) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
