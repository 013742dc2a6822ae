package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that look at hosts, on this machine through a real sshd. */
class HostInspectionOverSshTest {

    @TempDir
    static Path directory;

    private static LoopbackSshd sshd;
    private static SshHosts hosts;
    private static HostInspectionOverSsh inspection;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sshd = LoopbackSshd.start(directory);
        hosts = new SshHosts(sshd.config("h1"));
        inspection = new HostInspectionOverSsh(hosts, sshd.config("h1"));
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (hosts != null) {
            hosts.close();
            sshd.close();
        }
    }

    @Test
    void tellsOpenRefusedSilentAndUnknownApart() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var open = new ServerSocket(0, 50, loopback);
                var full = new ServerSocket(0, 1, loopback)) {
            var waiting = fill(full);
            var closed = freePort();
            var reached = inspection.reach(Map.of(
                    "h1",
                    List.of(
                            new Reach.Endpoint("127.0.0.1", open.getLocalPort()),
                            new Reach.Endpoint("127.0.0.1", closed),
                            new Reach.Endpoint("127.0.0.1", full.getLocalPort()),
                            new Reach.Endpoint("no-such-host.invalid", 24007),
                            new Reach.Endpoint("$(reboot);`reboot`'", 24007))));
            for (var socket : waiting) {
                socket.close();
            }

            assertThat(reached.subList(0, 3))
                    .extracting(Reach::result)
                    .as("%s", reached)
                    .containsExactly(Reach.Result.OPEN, Reach.Result.REFUSED, Reach.Result.SILENT);
            assertThat(reached.subList(3, 5))
                    .extracting(Reach::result)
                    .as("%s", reached)
                    .doesNotContain(Reach.Result.OPEN, Reach.Result.REFUSED);
        }
    }

    @Test
    void seesThisMachine() throws IOException {
        assertThat(inspection.facts()).singleElement().isInstanceOfSatisfying(HostFacts.Answered.class, facts -> {
            assertThat(facts.root()).isNull();
            assertThat(facts.missingPrograms()).doesNotContain("bash", "timeout");
        });
        Files.createDirectories(directory.resolve("bricks"));
        assertThat(inspection.facts()).singleElement().isInstanceOfSatisfying(HostFacts.Answered.class, facts -> {
            var root = facts.root();
            assertThat(root).isNotNull();
            assertThat(root.totalBytes()).isPositive();
            assertThat(root.filesystem()).isNotEmpty();
        });
    }

    @Test
    void readsWhatAFitHostSays() {
        assertThat(HostAnswers.facts("h1", """
                        missing ss
                        gluster 10.3
                        daemon runs
                        own yes
                        space 1038090240 1026555904 xfs
                        mount /dev/loop0 rw,noatime,attr2,inode64
                        inode 512
                        """))
                .isEqualTo(new HostFacts.Answered(
                        "h1",
                        "10.3",
                        true,
                        List.of("ss"),
                        new HostFacts.BrickRoot(
                                true,
                                "/dev/loop0",
                                "xfs",
                                List.of("rw", "noatime", "attr2", "inode64"),
                                1038090240,
                                1026555904,
                                512)));
    }

    /** Connections that nobody accepts, until the kernel takes no more and drops what comes. */
    private static List<Socket> fill(ServerSocket server) {
        var sockets = new ArrayList<Socket>();
        for (var count = 0; count < 4; count++) {
            var socket = new Socket();
            sockets.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (IOException e) {
                break;
            }
        }
        return sockets;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
