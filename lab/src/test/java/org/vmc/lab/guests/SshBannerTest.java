package org.vmc.lab.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SshBannerTest {

    @Test
    void waits_for_a_server_that_is_slow_to_greet() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var late = CompletableFuture.delayedExecutor(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
            var greeted = CompletableFuture.runAsync(() -> greet(server, "SSH-2.0-OpenSSH_9.2p1\r\n"), late);

            assertThat(SshBanner.answers(addressOf(server))).isTrue();
            greeted.join();
        }
    }

    @Test
    void takes_no_other_words_for_a_greeting() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var greeted = CompletableFuture.runAsync(() -> greet(server, "220 mail\r\n"));

            assertThat(SshBanner.answers(addressOf(server))).isFalse();
            greeted.join();
        }
    }

    @Test
    void sees_at_once_that_nobody_listens() throws IOException {
        InetSocketAddress closed;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = addressOf(server);
        }

        assertThat(SshBanner.answers(closed)).isFalse();
    }

    private static InetSocketAddress addressOf(ServerSocket server) {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private static void greet(ServerSocket server, String words) {
        try (var client = server.accept()) {
            client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
