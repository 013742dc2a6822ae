package org.vmc.contracts.host;

import java.util.List;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * The autostart plan of a pool was run. Every VM of the plan is in one of the lists, by name.
 *
 * @param reason why it was run, for people
 * @param started started by this run, and ready
 * @param runningAlready ran already, and ready
 * @param failed not started, or not ready in time
 * @param leftOut not started because something they need is not there
 */
@EventType(
        value = "org.vmc.host.autostart-finished.v1",
        topic = Topics.HOST,
        summary = "The autostart plan of a pool was run.")
public record AutostartFinished(
        UUID poolId,
        String poolName,
        String reason,
        List<String> started,
        List<String> runningAlready,
        List<String> failed,
        List<String> leftOut)
        implements HostFact {

    public AutostartFinished {
        started = List.copyOf(started);
        runningAlready = List.copyOf(runningAlready);
        failed = List.copyOf(failed);
        leftOut = List.copyOf(leftOut);
    }

    @Override
    public UUID subject() {
        return poolId;
    }
}
