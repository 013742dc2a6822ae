package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM that was made in the pool itself belongs to somebody here from now on.
 *
 * @param owner user it belongs to
 * @param team team of the owner, if any
 * @param xenUuid the pool's uuid of it
 */
@EventType(
        value = "org.vmc.vm.claimed.v1",
        topic = Topics.VM,
        summary = "A VM that was made in the pool itself belongs to somebody here from now on.")
public record VmClaimed(
        UUID vmId, String name, String owner, @Nullable String team, String xenUuid) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
