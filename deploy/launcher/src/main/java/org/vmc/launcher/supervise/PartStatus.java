package org.vmc.launcher.supervise;

import org.jspecify.annotations.Nullable;
import org.vmc.embedded.process.ProcessIdentity;

/**
 * What is known of one part.
 *
 * @param process its main process while it runs, known before it is ready
 * @param command the program of that process, to recognise it by; empty until it is ready, as it may change till then
 * @param tookMillis from the start of the process to ready, of the last start
 * @param restarts how often it was started again since the supervisor started
 * @param trouble what happened last: exit status or reason, with the time; stays after a restart
 */
public record PartStatus(
        String name,
        PartState state,
        String address,
        @Nullable ProcessIdentity process,
        String command,
        long tookMillis,
        int restarts,
        @Nullable String trouble) {

    static PartStatus waiting(String name) {
        return new PartStatus(name, PartState.WAITING, "", null, "", 0, 0, null);
    }

    PartStatus starting() {
        return new PartStatus(name, PartState.STARTING, address, null, "", 0, restarts, trouble);
    }

    PartStatus spawned(ProcessIdentity started) {
        return new PartStatus(name, PartState.STARTING, address, started, "", 0, restarts, trouble);
    }

    PartStatus ready(ProcessIdentity running, String program, String reachedAt, long millis) {
        return new PartStatus(name, PartState.READY, reachedAt, running, program, millis, restarts, trouble);
    }

    PartStatus backingOff(String why) {
        return new PartStatus(name, PartState.BACKING_OFF, address, null, "", 0, restarts + 1, why);
    }

    PartStatus stopping() {
        return new PartStatus(name, PartState.STOPPING, address, process, command, tookMillis, restarts, trouble);
    }

    PartStatus stopped() {
        return new PartStatus(name, PartState.STOPPED, address, null, "", tookMillis, restarts, trouble);
    }
}
