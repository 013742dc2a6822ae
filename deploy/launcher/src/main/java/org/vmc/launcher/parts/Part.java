package org.vmc.launcher.parts;

import java.util.Set;
import java.util.function.Consumer;

/** Something the launcher runs: one process (with its children) that is ready or not. */
public interface Part {

    /** Also the name of its log file. */
    String name();

    /** Names of the parts that must be ready before this one is started, and that are stopped after it. */
    default Set<String> after() {
        return Set.of();
    }

    /**
     * Starts it and waits until it is ready. Interrupting the thread ends the attempt; a failed or interrupted attempt
     * leaves no process. May be called again after the process has ended.
     *
     * @param spawned told the part's process as soon as there is one, long before it is ready
     * @throws PartFailure when it ends before it is ready, or is not ready in time
     */
    RunningPart start(Consumer<Process> spawned);
}
