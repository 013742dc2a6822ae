package org.vmc.contracts.host;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A host's clock is further from ours than it may be.
 *
 * @param offsetMillis how far it is ahead of the clock it was compared with; negative when it is behind
 * @param uncertaintyMillis by how much the offset may be wrong
 * @param toleratedMillis how far it may be off
 */
@EventType(
        value = "org.vmc.host.clock-skewed.v1",
        topic = Topics.HOST,
        summary = "A host's clock is further from ours than it may be.")
public record HostClockSkewed(
        UUID hostId, String name, String poolName, long offsetMillis, long uncertaintyMillis, long toleratedMillis)
        implements HostFact {

    @Override
    public UUID subject() {
        return hostId;
    }
}
