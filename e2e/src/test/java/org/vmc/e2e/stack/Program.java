package org.vmc.e2e.stack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vmc.embedded.process.LogTail;

/** A program of the product as a process that can be killed and started again. */
public final class Program implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final URI readyAt;
    private final Path log;
    private @Nullable Process process;

    Program(String name, List<String> command, Map<String, String> environment, URI readyAt, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.readyAt = readyAt;
        this.log = log;
    }

    /** Starts it and waits until it answers at its address. */
    public void start() {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            // Also when the test run itself is ended early.
            Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
        await(name + " is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReadyOrEnded);
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended at its start:\n" + LogTail.of(log, 40));
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        var killed = process;
        if (killed == null) {
            return;
        }
        killed.destroyForcibly();
        killed.onExit().join();
        process = null;
    }

    /** The last lines it printed, for the message of a failed assertion. */
    public String logTail() {
        return LogTail.of(log, 60);
    }

    @Override
    public void close() {
        kill();
    }

    private boolean isReadyOrEnded() {
        return process == null || !process.isAlive() || answers();
    }

    private boolean answers() {
        try {
            var request = HttpRequest.newBuilder(readyAt)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
