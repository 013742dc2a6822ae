package org.vmc.contracts.host;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A host takes VMs again. */
@EventType(value = "org.vmc.host.enabled.v1", topic = Topics.HOST, summary = "A host takes VMs again.")
public record HostEnabled(UUID hostId, String name, String poolName) implements HostFact {

    @Override
    public UUID subject() {
        return hostId;
    }
}
