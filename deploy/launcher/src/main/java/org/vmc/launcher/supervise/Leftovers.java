package org.vmc.launcher.supervise;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.ProcessIdentity;

/** Processes of a supervisor that was killed, found by its state file. */
final class Leftovers {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private Leftovers() {}

    /**
     * Ends the processes of parts that still run. A process counts only with the pid, the start time and, unless it was
     * still starting, the program that were written down, so that nobody else's process is ever hit.
     *
     * @return names of the parts that were ended
     */
    static List<String> end(RunState state) {
        Map<String, ProcessHandle> left = new LinkedHashMap<>();
        state.parts().reversed().forEach(part -> process(part.process(), part.command())
                .ifPresent(process -> left.put(part.name(), process)));
        left.values().forEach(ProcessHandle::destroy);
        Await.until(GRACE, () -> left.values().stream().noneMatch(ProcessHandle::isAlive));
        left.values().stream().filter(ProcessHandle::isAlive).forEach(Leftovers::kill);
        return List.copyOf(left.keySet());
    }

    private static Optional<ProcessHandle> process(@Nullable ProcessIdentity identity, String command) {
        if (identity == null) {
            return Optional.empty();
        }
        return identity.handle()
                .filter(handle ->
                        command.isEmpty() || handle.info().command().orElse("").equals(command));
    }

    private static void kill(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Await.until(GRACE, () -> !process.isAlive());
    }
}
