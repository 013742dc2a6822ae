package org.vmc.launcher.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.LogTail;

/**
 * A command with its own log file and environment.
 *
 * @param environment added to the launcher's own
 */
public record ChildProcess(
        String name, List<String> command, Map<String, String> environment, Path directory, Path log) {

    private static final long LOG_BYTES = 20_000_000;

    /**
     * Starts it and waits until {@code ready} says so.
     *
     * @param spawned told the process before it is waited for
     * @throws PartFailure with the end of the log
     */
    public Process startAndAwait(Duration timeout, BooleanSupplier ready, Consumer<Process> spawned) {
        Process process = spawn();
        spawned.accept(process);
        boolean reached = Await.until(timeout, () -> !process.isAlive() || ready.getAsBoolean());
        if (reached && process.isAlive()) {
            return process;
        }
        boolean ended = !process.isAlive();
        stop(process, Duration.ofSeconds(5));
        if (Thread.currentThread().isInterrupted()) {
            throw new PartFailure(name + " was stopped while it started");
        }
        String what = ended
                ? "ended with exit status " + process.exitValue() + " before it was ready"
                : "was not ready within " + timeout.toSeconds() + " s";
        throw new PartFailure(name + " " + what, log);
    }

    /**
     * Starts it and waits until it has written a line that holds {@code text}.
     *
     * @param spawned told the process before it is waited for
     * @return the process
     * @throws PartFailure with the end of the log
     */
    public Process startAndAwaitLine(Duration timeout, String text, Consumer<Process> spawned) {
        long before = sizeOfLog();
        return startAndAwait(
                timeout,
                () -> LogTail.since(log, sizeOfLog() < before ? 0 : before).contains(text),
                spawned);
    }

    /** SIGTERM, then SIGKILL after the grace. Returns when the process is gone, also on an interrupted thread. */
    public static void stop(Process process, Duration grace) {
        boolean interrupted = Thread.interrupted();
        try {
            process.destroy();
            if (!Await.until(grace, () -> !process.isAlive())) {
                process.destroyForcibly();
                Await.until(grace, () -> !process.isAlive());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts it and does not wait. */
    Process spawn() {
        try {
            keepLogSmall();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Otherwise glibc keeps a heap for almost every thread of a JVM, which costs tens of megabytes.
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot run " + command.getFirst() + " for " + name, failure);
        }
    }

    private long sizeOfLog() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException justMoved) {
            return 0;
        }
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
