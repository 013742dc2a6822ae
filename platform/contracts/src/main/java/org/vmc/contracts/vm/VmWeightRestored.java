package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * The VCPUs of a VM have the weight back that they had before a schedule changed it.
 *
 * @param weight absent when it had none of its own
 */
@EventType(
        value = "org.vmc.vm.weight-restored.v1",
        topic = Topics.VM,
        summary = "The VCPUs of a VM have the weight back that they had before a schedule changed it.")
public record VmWeightRestored(
        UUID vmId, String name, @Nullable Long weight) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
