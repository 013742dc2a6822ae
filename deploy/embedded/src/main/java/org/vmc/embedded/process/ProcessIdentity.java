package org.vmc.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One process, told from a later one that got the same pid.
 *
 * @param startTicks when the kernel started it, in clock ticks since boot: field 22 of {@code /proc/PID/stat}, see
 *     proc(5). Unlike a wall-clock time it does not move when the clock is set.
 */
public record ProcessIdentity(long pid, long startTicks) {

    private static final int START_TIME_AFTER_NAME = 19;
    private static final Pattern BLANK = Pattern.compile(" ");

    /** The process of this pid now, if there is one; a zombie counts as gone. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The name, in parentheses, may itself hold spaces and parentheses.
            List<String> fields = BLANK.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2))
                    .toList();
            if (fields.getFirst().equals("Z")) {
                return Optional.empty();
            }
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields.get(START_TIME_AFTER_NAME))));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    public static ProcessIdentity ofThisJvm() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Its handle, unless it is gone or the pid belongs to another process by now. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }
}
