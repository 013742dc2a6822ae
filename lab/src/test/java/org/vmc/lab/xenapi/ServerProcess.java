package org.vmc.lab.xenapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The server as users run it: a process of its own, with a heap of its own. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile(" on (http://\\S+?),");

    private final Process process;
    private final Path log;
    private final URI uri;

    /**
     * Starts it on a free port, with operations that take no time.
     *
     * @param heap as the JVM takes it: {@code 256m}
     * @param more further arguments of {@code xapi}
     */
    ServerProcess(String heap, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.vmc.lab.LabMain",
                "xapi",
                "--port",
                "0",
                "--fast"));
        command.addAll(List.of(more));
        log = Files.createTempFile("lab-xapi", ".log");
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        uri = awaitAddress(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    private URI awaitAddress(BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            var address = ADDRESS.matcher(line);
            if (address.find()) {
                return URI.create(address.group(1));
            }
        }
        throw new IOException("The server ended before it listened: " + log());
    }

    URI uri() {
        return uri;
    }

    int port() {
        return uri.getPort();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote as errors so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.delete(log);
    }
}
