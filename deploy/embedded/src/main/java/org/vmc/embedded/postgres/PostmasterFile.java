package org.vmc.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.Signals;

/**
 * The lock file {@code postmaster.pid} of a data directory. Line 1 is the pid of its server, line 8 its status, as
 * PostgreSQL documents under "Database File Layout".
 */
final class PostmasterFile {

    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(20);

    private final Path dataDirectory;
    private final Path file;

    PostmasterFile(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.file = dataDirectory.resolve("postmaster.pid");
    }

    boolean saysReady(long pid) {
        List<String> lines = lines();
        return lines.size() >= 8
                && lines.getFirst().trim().equals(Long.toString(pid))
                && lines.get(7).trim().equals("ready");
    }

    /** Ends a server left over from a starter that died, so that the directory has one server only. */
    void endOrphan() {
        pid().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(Optional::stream)
                .filter(PostmasterFile::isPostgres)
                .forEach(PostmasterFile::shutDown);
        new ServerProcesses(dataDirectory).kill();
    }

    private static void shutDown(ProcessHandle orphan) {
        Signals.interrupt(orphan.pid());
        if (!Await.until(FAST_SHUTDOWN, () -> !orphan.isAlive())) {
            orphan.destroyForcibly();
            Await.until(FAST_SHUTDOWN, () -> !orphan.isAlive());
        }
    }

    private OptionalLong pid() {
        List<String> lines = lines();
        try {
            return lines.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(lines.getFirst().trim()));
        } catch (NumberFormatException halfWritten) {
            return OptionalLong.empty();
        }
    }

    /** The pid may belong to anybody by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("/postgres"))
                .orElse(false);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException absentOrHalfWritten) {
            return List.of();
        }
    }
}
