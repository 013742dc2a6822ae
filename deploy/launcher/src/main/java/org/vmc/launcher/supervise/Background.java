package org.vmc.launcher.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.JvmFlags;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.parts.Installation;
import org.vmc.launcher.parts.UpOptions;

/** The supervisor as other commands see it: a process in a session of its own, found by the state file. */
public final class Background {

    /** Name of the supervisor's log. */
    public static final String NAME = "supervisor";

    private static final Duration STOP = Duration.ofSeconds(90);
    private static final int HEAP_MIB = 48;

    private final VmcHome home;
    private final StateFile file;

    public Background(VmcHome home) {
        this.home = home;
        this.file = new StateFile(home.run());
    }

    /** The state a living supervisor keeps; empty when none runs, whatever the file says. */
    public Optional<RunState> state() {
        return file.read().filter(state -> state.supervisor().isAlive());
    }

    /** Where a part that was ready can be reached; empty when nothing runs. */
    public Optional<String> address(String part) {
        return state().stream()
                .flatMap(state -> state.parts().stream())
                .filter(status ->
                        status.name().equals(part) && !status.address().isEmpty())
                .map(PartStatus::address)
                .findFirst();
    }

    /** Starts a supervisor and returns its process; a supervisor that lives already makes this one end at once. */
    public Process start(UpOptions options) {
        List<String> command = new ArrayList<>();
        // A session of its own, so that Ctrl-C in the terminal ends the chat and not the cluster.
        command.addAll(List.of("setsid", JvmFlags.java(), "-Dvmc.root=" + home.root()));
        command.addAll(JvmFlags.small(HEAP_MIB));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Supervisor.class.getName()));
        command.addAll(List.of(
                Integer.toString(options.hosts()),
                Double.toString(options.cpu()),
                Integer.toString(options.memoryGib())));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(NAME).toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot start the supervisor", failure);
        }
    }

    /**
     * Asks the supervisor to stop everything and waits until it has; without one, ends what a killed one left.
     *
     * @return what was stopped
     */
    public List<String> stop() {
        Optional<RunState> left = file.read();
        if (left.isEmpty()) {
            return List.of();
        }
        Optional<ProcessHandle> supervisor = left.get().supervisor().handle();
        if (supervisor.isPresent()) {
            supervisor.get().destroy();
            if (Await.until(STOP, () -> !supervisor.get().isAlive())) {
                return left.get().parts().stream().map(PartStatus::name).toList();
            }
            supervisor.get().destroyForcibly();
            Await.until(STOP, () -> !supervisor.get().isAlive());
        }
        List<String> ended = Leftovers.end(file.read().orElse(left.get()));
        Installation.cleanUp(home);
        file.delete();
        return ended;
    }

    /** The log of a part, or of the supervisor itself. */
    public Path log(String part) {
        return home.log(part);
    }
}
