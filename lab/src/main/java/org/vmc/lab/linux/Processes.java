package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/** Ending the processes of control groups. */
public final class Processes {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Processes() {}

    /**
     * Moves every process of a group to another, those born meanwhile too; throws {@link CommandFailure} when some
     * stay.
     */
    static void move(ControlGroups groups, String from, String to) {
        var moved = Await.within(LIMIT, () -> {
            var left = groups.processes(from);
            left.forEach(pid -> join(groups, to, pid));
            return left.isEmpty();
        });
        if (!moved) {
            throw new CommandFailure("Processes of " + from + " do not move to " + to + ": " + groups.processes(from));
        }
    }

    private static void join(ControlGroups groups, String group, long pid) {
        for (var directory : groups.directories(group).values()) {
            try {
                Files.writeString(directory.resolve("cgroup.procs"), String.valueOf(pid));
            } catch (IOException e) {
                if (ProcessHandle.of(pid).isPresent()) {
                    throw new UncheckedIOException("Could not move process " + pid + " to " + directory, e);
                }
            }
        }
    }

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
