package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * VMs can be cloned from a new template, which was made of a VM; that VM is as it was.
 *
 * @param templateUuid the pool's uuid of the template
 * @param name name of the template
 * @param vmId the VM it was made of
 * @param vmName its name at that moment
 * @param storage SR its disks went to; null when each is where the one it was copied from is
 * @param team team of its owner; null when none
 */
@EventType(
        value = "org.vmc.vm.template-made.v1",
        topic = Topics.VM,
        summary = "VMs can be cloned from a new template, which was made of a VM; that VM is as it was.")
public record VmTemplateMade(
        UUID templateUuid,
        String name,
        String pool,
        UUID vmId,
        String vmName,
        @Nullable String storage,
        String owner,
        @Nullable String team)
        implements VmFact {

    @Override
    public UUID subject() {
        return templateUuid;
    }
}
