package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM was made out of an archive that somebody uploaded; it is halted.
 *
 * @param team team of its owner; null when none
 */
@EventType(
        value = "org.vmc.vm.imported.v1",
        topic = Topics.VM,
        summary = "A VM was made out of an archive that somebody uploaded; it is halted.")
public record VmImported(
        UUID vmId, String name, String owner, @Nullable String team, int vcpus, int memoryMib) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
