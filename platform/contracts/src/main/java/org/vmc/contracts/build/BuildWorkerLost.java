package org.vmc.contracts.build;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A worker was lost while its build went on; what it had to compile is compiled elsewhere.
 *
 * @param vmId the worker
 * @param name its name
 * @param reason sentence for people
 */
@EventType(
        value = "org.vmc.build.worker-lost.v1",
        topic = Topics.BUILD,
        summary = "A worker was lost while its build went on.")
public record BuildWorkerLost(UUID buildId, UUID vmId, String name, String reason) implements BuildFact {

    @Override
    public UUID subject() {
        return buildId;
    }
}
