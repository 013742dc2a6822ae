package org.vmc.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.ProcessIdentity;

/**
 * The processes of the server of one data directory, with or without their postmaster. One that computes sees only at
 * its next wait that the postmaster is gone, and until it is gone too no new server starts ("pre-existing shared memory
 * block is still in use"). Each has the data directory as its working directory.
 */
final class ServerProcesses {

    private static final Duration END = Duration.ofSeconds(20);

    private final Path dataDirectory;

    ServerProcesses(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Kills them and waits until they are gone; does nothing when there are none. */
    void kill() {
        List<ProcessIdentity> processes = ProcessHandle.allProcesses()
                .filter(this::isOfThisDirectory)
                .map(process -> ProcessIdentity.of(process.pid()))
                .flatMap(Optional::stream)
                .toList();
        processes.stream()
                .map(ProcessIdentity::handle)
                .flatMap(Optional::stream)
                .forEach(ProcessHandle::destroyForcibly);
        Await.until(END, () -> processes.stream().noneMatch(ProcessIdentity::isAlive));
    }

    /** Somebody's shell may stand in the directory as well. */
    private boolean isOfThisDirectory(ProcessHandle process) {
        return process.info()
                        .command()
                        .filter(command -> command.endsWith("/postgres"))
                        .isPresent()
                && standsHere(process.pid());
    }

    private boolean standsHere(long pid) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), dataDirectory);
        } catch (IOException goneOrSomebodyElses) {
            return false;
        }
    }
}
