package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM could not be created; what had been made of it is undone.
 *
 * @param reason sentence for people
 */
@EventType(
        value = "org.vmc.vm.create-failed.v1",
        topic = Topics.VM,
        summary = "A VM could not be created; what had been made of it is undone.")
public record VmCreateFailed(UUID vmId, String name, String reason) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
