package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A VM and its disks are gone. */
@EventType(value = "org.vmc.vm.deleted.v1", topic = Topics.VM, summary = "A VM and its disks are gone.")
public record VmDeleted(UUID vmId, String name) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
