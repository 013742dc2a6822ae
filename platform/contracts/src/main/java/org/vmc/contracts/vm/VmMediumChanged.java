package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * The CD drive of a VM has another ISO in it, or none any more.
 *
 * @param iso name of the ISO; null when the drive is empty
 */
@EventType(
        value = "org.vmc.vm.medium-changed.v1",
        topic = Topics.VM,
        summary = "The CD drive of a VM has another ISO in it, or none any more.")
public record VmMediumChanged(
        UUID vmId, String name, @Nullable String iso) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
