package org.vmc.contracts.build;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A build needs worker VMs; they are released by workers-released.
 *
 * @param template template to clone
 * @param type instance type
 * @param spread true: one worker a host while hosts last
 * @param avoidHosts names of hosts to leave out
 * @param owner user the workers belong to
 * @param team team of the owner, if any
 * @param leaseSeconds the workers may be deleted after this time
 */
@EventType(
        value = "org.vmc.build.workers-requested.v1",
        topic = Topics.REQUESTS,
        summary = "A build needs worker VMs; they are released by workers-released.")
public record WorkersRequested(
        UUID buildId,
        int count,
        String template,
        String type,
        boolean spread,
        List<String> avoidHosts,
        String owner,
        @Nullable String team,
        long leaseSeconds)
        implements BuildRequest {

    public WorkersRequested {
        avoidHosts = List.copyOf(avoidHosts);
    }

    @Override
    public UUID subject() {
        return buildId;
    }
}
