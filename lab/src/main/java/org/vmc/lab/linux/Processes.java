package org.vmc.lab.linux;

import java.time.Duration;

/** Ending the processes of control groups. */
public final class Processes {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Processes() {}

    /**
     * Kills every process in a group and all below it and waits until they are gone, frozen ones too; throws
     * {@link CommandFailure} when one stays (in an uninterruptible call).
     */
    public static void killAll(ControlGroups groups, String group) {
        if (groups.processes(group).isEmpty()) {
            return;
        }
        groups.thaw(group);
        var gone = Await.within(LIMIT, () -> {
            var alive = groups.processes(group);
            alive.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return alive.isEmpty();
        });
        if (!gone) {
            throw new CommandFailure(
                    "Processes of " + ControlGroups.TOP + "/" + group + " do not end: " + groups.processes(group));
        }
    }
}
