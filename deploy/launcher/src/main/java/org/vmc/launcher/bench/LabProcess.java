package org.vmc.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.parts.ChildProcess;
import org.vmc.launcher.parts.Installation;

/** A lab of its own process, with a log that only it writes. Closing it ends it. */
final class LabProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:\\d+");

    private final Process process;
    private final URI address;

    /**
     * Starts it and waits until it is up.
     *
     * @param arguments of the lab's program
     * @param ready what it prints then, with the address of its XenAPI server on the same line
     */
    LabProcess(VmcHome home, int heapMib, List<String> arguments, String ready) {
        List<String> command = new ArrayList<>(Installation.labCommand(home, heapMib));
        command.addAll(arguments);
        Path log = home.log("bench-lab");
        try {
            Files.deleteIfExists(log);
            process = new ChildProcess("lab", command, Map.of(), home.run(), log)
                    .startAndAwaitLine(START, ready, spawned -> {});
            address = Files.readString(log, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(ready))
                    .flatMap(line -> ADDRESS.matcher(line).results())
                    .map(match -> URI.create(match.group()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The lab did not say its address, see " + log));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot use " + log, failed);
        }
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        ChildProcess.stop(process, STOP);
    }
}
