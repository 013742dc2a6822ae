package org.vmc.launcher.supervise;

import java.util.List;
import org.vmc.embedded.process.ProcessIdentity;

/**
 * What the supervisor tells the other commands, as JSON in {@code .vmc/run/state.json}.
 *
 * @param startedAtMillis wall clock, milliseconds since the epoch
 * @param readyAfterMillis until every part was ready for the first time; 0 before that
 */
public record RunState(
        ProcessIdentity supervisor, long startedAtMillis, long readyAfterMillis, List<PartStatus> parts) {

    public boolean isReady() {
        return readyAfterMillis > 0;
    }
}
