package org.vmc.build.sources;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.vmc.http.problem.ProblemException;

/**
 * A program on the service's machine, called with an argument list. It does not see the service's environment, which
 * holds passwords; only what a program needs to find others and to reach the network.
 */
final class LocalProgram {
    private static final List<String> PASSED_ON =
            List.of("PATH", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");
    private static final int KEPT_LINES = 5;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final File NOTHING = new File("/dev/null");

    private LocalProgram() {}

    /** How it ended. */
    sealed interface Outcome {
        /** It exited with 0; {@code output} is what it printed, both streams. */
        record Succeeded(String output) implements Outcome {}

        /** It failed, for {@code reason}: exit status and last words, or a missing program, or too much time. */
        record Failed(String reason) implements Outcome {}
    }

    /**
     * Runs the program and waits for it.
     *
     * @param directory where it runs; also its home
     * @param environment added to the little it gets
     * @throws InterruptedException after the program was ended
     * @throws ProblemException 413 after the program was ended because the directory had grown too large
     */
    static Outcome run(Path directory, Map<String, String> environment, FetchLimits limits, List<String> command)
            throws InterruptedException {
        var program = command.getFirst();
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !PASSED_ON.contains(name));
        builder.environment().putAll(Map.of("HOME", directory.toString(), "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        Path output;
        Process process;
        try {
            output = Files.createTempFile(directory, "output", ".txt");
            builder.redirectOutput(output.toFile()).redirectInput(ProcessBuilder.Redirect.from(NOTHING));
            process = builder.start();
        } catch (IOException e) {
            return new Outcome.Failed("%s cannot be started: %s".formatted(program, e.getMessage()));
        }
        try {
            if (!ended(process, directory, limits)) {
                return new Outcome.Failed("%s took longer than %d s"
                        .formatted(program, limits.timeout().toSeconds()));
            }
            var text = Files.readString(output, StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? new Outcome.Succeeded(text)
                    : new Outcome.Failed(
                            "%s exited with %d: %s".formatted(program, process.exitValue(), lastLines(text)));
        } catch (IOException e) {
            throw new UncheckedIOException("The output of " + program + " cannot be read", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static boolean ended(Process process, Path directory, FetchLimits limits)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + limits.timeout().toNanos();
        while (!process.waitFor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            limits.requireRoom(directory);
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
        }
        return true;
    }

    private static String lastLines(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size()));
    }
}
