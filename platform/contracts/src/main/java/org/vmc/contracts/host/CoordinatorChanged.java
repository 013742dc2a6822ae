package org.vmc.contracts.host;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * Another host coordinates the pool.
 *
 * @param previousHostName absent when it was not known
 * @param hostName the coordinator from now on
 */
@EventType(
        value = "org.vmc.host.coordinator-changed.v1",
        topic = Topics.HOST,
        summary = "Another host coordinates the pool.")
public record CoordinatorChanged(
        UUID poolId, String poolName, @Nullable String previousHostName, String hostName) implements HostFact {

    @Override
    public UUID subject() {
        return poolId;
    }
}
