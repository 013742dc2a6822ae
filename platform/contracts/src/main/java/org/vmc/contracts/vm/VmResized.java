package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM has another type now.
 *
 * @param type name of the flavour
 */
@EventType(value = "org.vmc.vm.resized.v1", topic = Topics.VM, summary = "A VM has another type now.")
public record VmResized(UUID vmId, String name, String type, int vcpus, int memoryMib) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
