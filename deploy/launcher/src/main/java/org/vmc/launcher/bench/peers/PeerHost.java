package org.vmc.launcher.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A host of the lab on which a script is run as root, by the ssh program of this machine. */
final class PeerHost {
    private static final String SCRIPT = "/bench/peer.sh";

    private final String address;
    private final Path key;

    PeerHost(String address, Path key) {
        this.address = address;
        this.key = key;
    }

    String address() {
        return address;
    }

    /**
     * Runs the script.
     *
     * @param words its arguments
     * @return the last line it printed
     * @throws IllegalStateException when it failed
     */
    String run(Map<String, String> environment, List<String> words) {
        return run(environment, words, Redirection.NONE);
    }

    /** Runs the script with a file on its standard input. */
    void feed(Path file, List<String> words) {
        run(Map.of(), words, new Redirection(file.toString()));
    }

    private record Redirection(String file) {
        private static final Redirection NONE = new Redirection("/dev/null");
    }

    private String run(Map<String, String> environment, List<String> words, Redirection input) {
        List<String> remote = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> remote.add(name + "=" + value));
        remote.addAll(List.of("bash", "-c", script(), "peer"));
        remote.addAll(words);
        List<String> command = new ArrayList<>(List.of("/usr/bin/ssh", "-i", key.toString()));
        // Hosts of the lab are new at each start.
        Stream.of(
                        "BatchMode=yes",
                        "ConnectTimeout=5",
                        "StrictHostKeyChecking=no",
                        "UserKnownHostsFile=/dev/null",
                        "LogLevel=ERROR")
                .forEach(option -> command.addAll(List.of("-o", option)));
        command.add("root@" + address);
        command.add(remote.stream().map(PeerHost::quoted).collect(Collectors.joining(" ")));
        return output(command, input);
    }

    private String output(List<String> command, Redirection input) {
        try {
            Process ssh = new ProcessBuilder(command)
                    .redirectInput(Path.of(input.file()).toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (ssh.waitFor() != 0) {
                throw new IllegalStateException("%s on %s failed: %s".formatted(command.getLast(), address, output));
            }
            return output.substring(output.lastIndexOf('\n') + 1);
        } catch (IOException failure) {
            throw new UncheckedIOException("ssh cannot be run", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + address, interrupted);
        }
    }

    /** For the shell at the other end, which takes what is between single quotes as it is. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String script() {
        try (InputStream script = PeerHost.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("There is no " + SCRIPT);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
