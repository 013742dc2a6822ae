package org.vmc.contracts.host;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A host left its pool or stopped answering.
 *
 * @param reason sentence for people
 */
@EventType(
        value = "org.vmc.host.disappeared.v1",
        topic = Topics.HOST,
        summary = "A host left its pool or stopped answering.")
public record HostDisappeared(UUID hostId, String name, String poolName, String reason) implements HostFact {

    @Override
    public UUID subject() {
        return hostId;
    }
}
