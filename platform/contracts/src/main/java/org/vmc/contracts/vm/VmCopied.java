package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM was made as a copy of another one; it is halted.
 *
 * @param sourceId the VM it was copied from
 * @param sourceName its name at that moment
 * @param storage SR its disks went to; null when each is where the one it was copied from is
 * @param team team of its owner; null when none
 */
@EventType(
        value = "org.vmc.vm.copied.v1",
        topic = Topics.VM,
        summary = "A VM was made as a copy of another one; it is halted.")
public record VmCopied(
        UUID vmId,
        String name,
        UUID sourceId,
        String sourceName,
        @Nullable String storage,
        String owner,
        @Nullable String team,
        int vcpus,
        int memoryMib)
        implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
