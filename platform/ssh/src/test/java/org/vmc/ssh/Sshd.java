package org.vmc.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A real sshd of the machine on a free loopback port, for the account that runs the tests. */
final class Sshd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final int port;
    private Process process;

    private Sshd(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Skips the calling test where there is no sshd. */
    static Sshd start(Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "no /usr/sbin/sshd here: apt-get install openssh-server");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        generateKey(directory.resolve("host"));
        generateKey(directory.resolve("user"));
        Files.copy(directory.resolve("user.pub"), directory.resolve("authorized_keys"));
        var port = freePort();
        Files.writeString(directory.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                MaxStartups 100
                Subsystem sftp internal-sftp
                # Of a shell that is not the first, so that a developer's .bashrc does not run before each command.
                SetEnv SHLVL=2
                """.formatted(
                        port, directory.resolve("host"), directory.resolve("authorized_keys")));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        var sshd = new Sshd(directory, port, launch(directory));
        sshd.awaitListening();
        return sshd;
    }

    Target target() {
        return targetWith(directory.resolve("user"));
    }

    Target targetWith(Path key) {
        return new Target("127.0.0.1", port, System.getProperty("user.name"), key);
    }

    /** Ends sshd with all its connections, as a host that goes down does to its clients. */
    void stop() throws InterruptedException {
        var connections = process.descendants().toList();
        process.destroyForcibly().waitFor();
        connections.forEach(ProcessHandle::destroyForcibly);
    }

    void restart() throws IOException {
        process = launch(directory);
        awaitListening();
    }

    void replaceHostKey() throws IOException, InterruptedException {
        Files.delete(directory.resolve("host"));
        Files.delete(directory.resolve("host.pub"));
        generateKey(directory.resolve("host"));
    }

    static void generateKey(Path file) throws IOException, InterruptedException {
        var keygen = new ProcessBuilder(
                        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString()))
                .inheritIO()
                .start();
        assertThat(keygen.waitFor()).isZero();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private void awaitListening() {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return socket.isConnected();
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private static Process launch(Path directory) throws IOException {
        return new ProcessBuilder(
                        PROGRAM.toString(),
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("sshd.log").toFile()))
                .start();
    }
}
