package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A template that was made of a VM is gone; VMs that were cloned from it are not.
 *
 * @param templateUuid the pool's uuid it had
 * @param name its name
 */
@EventType(
        value = "org.vmc.vm.template-deleted.v1",
        topic = Topics.VM,
        summary = "A template that was made of a VM is gone; VMs that were cloned from it are not.")
public record VmTemplateDeleted(UUID templateUuid, String name, String pool) implements VmFact {

    @Override
    public UUID subject() {
        return templateUuid;
    }
}
