package org.vmc.lab.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of the machine: argument lists (no shell ever reads them), a clean environment, a time limit. Stateless
 * and thread-safe.
 */
public final class Commands {

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME", "/root",
            "LANG", "C.UTF-8");
    private static final Executor READERS = task -> Thread.ofVirtual().start(task);

    /**
     * What a program left behind.
     *
     * @param status exit status
     * @param text standard output
     * @param errors standard error
     */
    public record Output(int status, String text, String errors) {}

    /** Runs a program within 30 s and returns its standard output; throws {@link CommandFailure} unless it exits 0. */
    public String run(List<String> command) {
        return run(command, "", DEFAULT_LIMIT);
    }

    /** Like {@link #run(List)} with text on standard input and a limit of its own. */
    public String run(List<String> command, String input, Duration limit) {
        var output = attempt(command, input, limit);
        if (output.status() != 0) {
            throw new CommandFailure("%s exited %d: %s"
                    .formatted(
                            String.join(" ", command),
                            output.status(),
                            output.errors().strip()));
        }
        return output.text();
    }

    /** Runs a program whose failure is an answer too: any exit status returns. */
    public Output attempt(List<String> command) {
        return attempt(command, "", DEFAULT_LIMIT);
    }

    /** Runs a program on this process's own terminal, without a limit, and returns its exit status. */
    public static int onTerminal(List<String> command) {
        var builder = prepare(command).inheritIO();
        builder.environment().put("TERM", Objects.requireNonNullElse(System.getenv("TERM"), "dumb"));
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new CommandFailure("Could not start " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while " + command.getFirst() + " ran", e);
        }
    }

    /**
     * Starts a program that is spoken to over its standard input and output; what it complains about goes to its output
     * too.
     *
     * @param terminal kind of terminal it writes for
     */
    public static Process conversing(List<String> command, String terminal) {
        var builder = prepare(command).redirectErrorStream(true);
        builder.environment().put("TERM", terminal);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailure("Could not start " + command.getFirst(), e);
        }
    }

    /** Like {@link #attempt(List)} with text on standard input and a limit of its own. */
    public Output attempt(List<String> command, String input, Duration limit) {
        var process = start(command);
        try {
            var text = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), READERS);
            var errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), READERS);
            feed(process, input);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandFailure(
                        String.join(" ", command) + " did not end within " + limit.toMillis() + " ms: ended it");
            }
            return new Output(process.exitValue(), text.join(), errors.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for " + String.join(" ", command), e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A builder with the clean environment, for programs that are not simply waited for. */
    static ProcessBuilder prepare(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        return builder;
    }

    private static Process start(List<String> command) {
        try {
            return prepare(command).start();
        } catch (IOException e) {
            throw new CommandFailure("Could not start " + command.getFirst(), e);
        }
    }

    private static void feed(Process process, String input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program ended without reading all of it: its exit status tells the story.
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
