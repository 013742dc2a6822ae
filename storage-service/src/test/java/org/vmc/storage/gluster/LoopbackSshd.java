package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This machine as a storage host, through a real sshd on a free loopback port. Programs put with {@link #program} are
 * found before those of the machine.
 */
public final class LoopbackSshd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final int port;
    private final Process process;

    private LoopbackSshd(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Skips the calling test where there is no sshd. */
    public static LoopbackSshd start(Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "no /usr/sbin/sshd here: apt-get install openssh-server");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(directory.resolve("bin"));
        for (var key : List.of("host", "user")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    directory.resolve(key).toString());
        }
        Files.copy(directory.resolve("user.pub"), directory.resolve("authorized_keys"));
        var port = freePort();
        var config = directory.resolve("sshd_config");
        Files.writeString(config, """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                SetEnv PATH=%s:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SHLVL=2
                """.formatted(
                port, directory.resolve("host"), directory.resolve("authorized_keys"), directory.resolve("bin")));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        var process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        var sshd = new LoopbackSshd(directory, port, process);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isListening(port));
        return sshd;
    }

    /** Configuration with hosts of these names, all of them this machine. */
    GlusterConfig config(String... hosts) {
        Map<String, String> values = new HashMap<>();
        for (var number = 0; number < hosts.length; number++) {
            var prefix = "vmc.gluster.hosts[" + number + "].";
            values.put(prefix + "name", hosts[number]);
            values.put(prefix + "address", "127.0.0.1");
            values.put(prefix + "port", String.valueOf(port));
            values.put(prefix + "user", System.getProperty("user.name"));
        }
        values.put("vmc.gluster.key-file", directory.resolve("user").toString());
        values.put(
                "vmc.gluster.known-hosts-file", directory.resolve("known_hosts").toString());
        values.put("vmc.gluster.brick-root", directory.resolve("bricks").toString());
        values.put(
                "vmc.gluster.benchmark-directory",
                directory.resolve("benchmarks").toString());
        return new SmallRyeConfigBuilder()
                .withMapping(GlusterConfig.class)
                .withConverter(Duration.class, 100, text -> Duration.parse("PT" + text))
                .withDefaultValues(values)
                .build()
                .getConfigMapping(GlusterConfig.class);
    }

    /** A shell script that is found under this name. */
    void program(String name, String script) throws IOException {
        var file = directory.resolve("bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Override
    public void close() throws InterruptedException {
        var connections = process.descendants().toList();
        process.destroyForcibly().waitFor();
        connections.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isListening(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
