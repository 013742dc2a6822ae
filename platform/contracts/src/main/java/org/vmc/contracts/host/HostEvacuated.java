package org.vmc.contracts.host;

import java.util.List;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A host takes no VMs any more, and those that could move have moved off it.
 *
 * @param moved how many have
 * @param left names of those that are still there
 */
@EventType(
        value = "org.vmc.host.evacuated.v1",
        topic = Topics.HOST,
        summary = "A host takes no VMs any more, and those that could move have moved off it.")
public record HostEvacuated(UUID hostId, String name, String poolName, int moved, List<String> left)
        implements HostFact {

    public HostEvacuated {
        left = List.copyOf(left);
    }

    @Override
    public UUID subject() {
        return hostId;
    }
}
