package org.vmc.lab.xenapi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs that are no part of this one: package managers and the clients they bring. */
final class ClientProgram {

    /** Scripts that drive the server, by client. */
    static final Path SCRIPTS = Path.of("src/test/interop").toAbsolutePath();

    /** Where clients are put; nothing is installed on the machine. */
    static final Path DOWNLOADS = Path.of("target/interop").toAbsolutePath();

    private ClientProgram() {}

    /** How a program ended, and all it wrote. */
    record Ended(int status, String output) {

        boolean well() {
            return status == 0;
        }

        /** The end of what it wrote, in one line. */
        String reason() {
            var line = output.strip().replaceAll("\\s+", " ");
            return line.length() <= 300 ? line : line.substring(line.length() - 300);
        }
    }

    /** A program on the path. */
    static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end, and kills it when it takes too long. */
    static Ended run(Path directory, Map<String, String> environment, Duration atMost, List<String> command)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var output = Files.createTempFile("interop", ".log");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                return new Ended(-1, text(output) + "\n(took longer than " + atMost.toSeconds() + " s)");
            }
            return new Ended(process.exitValue(), text(output));
        } finally {
            Files.delete(output);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
