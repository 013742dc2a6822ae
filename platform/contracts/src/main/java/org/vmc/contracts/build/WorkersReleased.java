package org.vmc.contracts.build;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A build no longer needs its workers; creations still running are cancelled.
 *
 * @param reason sentence for people
 */
@EventType(
        value = "org.vmc.build.workers-released.v1",
        topic = Topics.REQUESTS,
        summary = "A build no longer needs its workers; creations still running are cancelled.")
public record WorkersReleased(UUID buildId, String reason) implements BuildRequest {

    @Override
    public UUID subject() {
        return buildId;
    }
}
