package org.vmc.launcher.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.vmc.embedded.process.Await;

/** Whether an address answers SSH, and lets the cluster's key in. */
final class SshProbe {

    private static final Path SSH = Path.of("/usr/bin/ssh");
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CONNECT_MILLIS = 2_000;

    private final Path key;

    SshProbe(Path key) {
        this.key = key;
    }

    /**
     * Waits for the greeting of an SSH server, and logs in where this machine has an ssh program.
     *
     * @return the host name the VM gives itself, else the server's greeting; empty when it does not answer in 20 s
     */
    Optional<String> ask(String address) {
        Greeting greeting = new Greeting();
        Await.until(WITHIN, PAUSE, () -> greeting.read(address));
        if (greeting.line.isEmpty()) {
            return Optional.empty();
        }
        return Files.isExecutable(SSH) ? hostName(address) : Optional.of(greeting.line);
    }

    private Optional<String> hostName(String address) {
        List<String> command = List.of(
                SSH.toString(),
                "-i",
                key.toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=5",
                // A VM that was made a moment ago has a key nobody can know.
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "root@" + address,
                "hostname");
        try {
            Process ssh = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            boolean ended = ssh.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS);
            return ended && ssh.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException failure) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The first line an SSH server says, see RFC 4253 section 4.2. */
    private static final class Greeting {

        private String line = "";

        boolean read(String address) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, 22), CONNECT_MILLIS);
                socket.setSoTimeout(CONNECT_MILLIS);
                String first = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                line = first != null && first.startsWith("SSH-") ? first : "";
            } catch (IOException notYet) {
                line = "";
            }
            return !line.isEmpty();
        }
    }
}
