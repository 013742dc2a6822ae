package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void readsWhatUsersWrite() {
        assertThat(Probe.parse("tcp:8080")).contains(new Probe(false, 8080));
        assertThat(Probe.parse("ssh")).contains(new Probe(true, 22));
        assertThat(Probe.parse("ssh:2222").map(Probe::written)).contains("ssh:2222");
        assertThat(List.of("tcp", "tcp:", "tcp:0", "tcp:65536", "ssh:", "http:80", "", "8080", "ssh22"))
                .allMatch(text -> Probe.parse(text).isEmpty());
    }

    @Test
    void anSshServerIsToldFromAnythingElseThatListens() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            answering(server, "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 400\r\n");
            int port = server.getLocalPort();

            assertThat(new Probe(true, port).missing("127.0.0.1", SOON)).isEmpty();
            assertThat(new Probe(true, port).missing("127.0.0.1", SOON))
                    .contains("what answers on port " + port + " to be an SSH server");
            assertThat(new Probe(false, port).missing("127.0.0.1", SOON)).isEmpty();
        }
    }

    @Test
    void saysWhichPortIsSilent() throws IOException {
        int closed;
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
            assertThat(new Probe(true, closed).missing("127.0.0.1", Duration.ofMillis(50)))
                    .contains("SSH on port " + closed);
        }
        assertThat(new Probe(false, closed).missing("127.0.0.1", SOON)).contains("port " + closed);
    }

    /** Greets one caller after the other. */
    private static void answering(ServerSocket server, String... greetings) {
        Thread.ofVirtual().start(() -> {
            try {
                for (String greeting : greetings) {
                    try (var caller = server.accept()) {
                        caller.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
