package org.vmc.operations.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the operation engine, prefix {@code vmc.operations}. */
@ConfigMapping(prefix = "vmc.operations")
public interface OperationsConfig {
    /** Most operations that one replica runs at the same time. */
    @WithDefault("100")
    int threads();

    /** How often a replica looks for operations that nobody announced to it, such as those of a dead replica. */
    @WithDefault("500ms")
    Duration pollingInterval();

    /** A replica that has been silent for four of these is taken for dead and its operations go to others. */
    @WithDefault("2s")
    Duration heartbeatInterval();

    /** First pause before a failed step is tried again; doubles up to {@link #retryPauseMax}. */
    @WithDefault("500ms")
    Duration retryPauseMin();

    /** Longest pause before a failed step is tried again. */
    @WithDefault("10s")
    Duration retryPauseMax();

    /** Pause before an operation is taken again whose worker failed in an unforeseen way. */
    @WithDefault("1s")
    Duration retakePause();

    /**
     * How long a worker that takes an operation up tries its step at least (or for the step's own timeout, when that is
     * shorter), however long nobody was there to try it.
     */
    @WithDefault("1m")
    Duration graceAfterTaking();

    /** How long an undo is tried before the step is reported as not undone. */
    @WithDefault("2m")
    Duration undoTimeout();

    /**
     * For fault tests: a file with a point such as {@code CreateVm/clone/AFTER_ACTION}. The worker that reaches it
     * removes the file and stops there for good; the process can then be killed, and goes on past it when it is started
     * again.
     */
    Optional<Path> freezeFile();
}
