package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM has another name now.
 *
 * @param name the new one
 */
@EventType(value = "org.vmc.vm.renamed.v1", topic = Topics.VM, summary = "A VM has another name now.")
public record VmRenamed(UUID vmId, String name, String formerName) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
