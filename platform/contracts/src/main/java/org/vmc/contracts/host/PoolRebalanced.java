package org.vmc.contracts.host;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * VMs of a pool have moved so that its hosts share the load better.
 *
 * @param moved how many have
 * @param skipped how many were to move and were not
 */
@EventType(
        value = "org.vmc.host.pool-rebalanced.v1",
        topic = Topics.HOST,
        summary = "VMs of a pool have moved so that its hosts share the load better.")
public record PoolRebalanced(UUID poolId, String poolName, int moved, int skipped) implements HostFact {

    @Override
    public UUID subject() {
        return poolId;
    }
}
