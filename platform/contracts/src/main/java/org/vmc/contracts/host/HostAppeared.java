package org.vmc.contracts.host;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A host joined a pool or came back. */
@EventType(value = "org.vmc.host.appeared.v1", topic = Topics.HOST, summary = "A host joined a pool or came back.")
public record HostAppeared(UUID hostId, String name, String poolName, String address, int vcpus, long memoryMib)
        implements HostFact {

    @Override
    public UUID subject() {
        return hostId;
    }
}
