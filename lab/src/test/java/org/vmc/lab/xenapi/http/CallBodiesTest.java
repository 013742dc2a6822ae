package org.vmc.lab.xenapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is collected and what is refused, with limits small enough to reach. */
class CallBodiesTest {

    private static final int LARGEST = 1_000;
    private static final int ROOM = 1_500;

    private final Vertx vertx = Vertx.vertx();
    private final Queue<CallBodies.Body> arrived = new ConcurrentLinkedQueue<>();
    private int port;

    private void serve(Duration patience) {
        var bodies = new CallBodies(vertx, new CallBodies.Limits(LARGEST, ROOM, patience));
        // As the endpoint does: otherwise a connection is none before its first bytes.
        port = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(bodies::watch)
                .requestHandler(request -> {
                    bodies.speaks(request.connection());
                    bodies.collect(
                            request,
                            body -> {
                                arrived.add(body);
                                request.response().end("taken");
                            },
                            (status, reason) ->
                                    request.response().setStatusCode(status).end(reason));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket send(String text) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String post(int length, int sent) {
        return "POST / HTTP/1.1\r\nHost: lab\r\nContent-Length: " + length + "\r\n\r\n" + "a".repeat(sent);
    }

    private static String statusLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private String answer(String text) throws IOException {
        try (var socket = send(text)) {
            return statusLine(socket);
        }
    }

    @Test
    void a_body_within_the_limits_is_handed_over() throws IOException {
        serve(Duration.ofMinutes(1));

        assertThat(answer(post(LARGEST, LARGEST))).contains("200");
        assertThat(arrived.remove().bytes()).hasSize(LARGEST);
    }

    @Test
    void a_body_over_the_limit_is_refused_by_its_announcement_or_by_its_size() throws IOException {
        serve(Duration.ofMinutes(1));
        var chunked = "POST / HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + "a".repeat(1_001);

        assertThat(answer(post(LARGEST + 1, 0))).contains("413");
        assertThat(answer(chunked)).contains("413");
        assertThat(arrived).isEmpty();
    }

    @Test
    void bodies_nobody_has_read_yet_leave_less_room_until_they_are_read() throws IOException {
        serve(Duration.ofMinutes(1));

        assertThat(answer(post(LARGEST, LARGEST))).contains("200");
        assertThat(answer(post(LARGEST, LARGEST))).contains("503");
        arrived.remove().read();
        assertThat(answer(post(LARGEST, LARGEST))).contains("200");
    }

    @Test
    void a_body_that_breaks_off_gives_its_room_back() throws IOException {
        serve(Duration.ofMinutes(1));

        send(post(LARGEST, LARGEST - 1)).close();

        Awaitility.await().untilAsserted(() -> {
            assertThat(answer(post(LARGEST, LARGEST))).contains("200");
            arrived.remove().read();
        });
    }

    @Test
    void a_body_that_takes_too_long_is_refused_and_gives_its_room_back() throws IOException {
        serve(Duration.ofMillis(200));

        try (var slow = send(post(LARGEST, LARGEST - 1))) {
            assertThat(statusLine(slow)).contains("408");
            assertThat(slow.getInputStream().readAllBytes()).isNotEmpty();
        }
        assertThat(answer(post(LARGEST, LARGEST))).contains("200");
    }

    @Test
    void a_connection_that_says_nothing_is_closed_one_that_did_is_kept() throws IOException {
        serve(Duration.ofMillis(200));

        try (var silent = send("");
                var half = send("POST / HTTP/1.1\r\nHos");
                var spoken = send(post(1, 1))) {
            assertThat(statusLine(spoken)).contains("200");
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(half.getInputStream().read()).isEqualTo(-1);
            spoken.getOutputStream().write(post(1, 1).getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().untilAsserted(() -> assertThat(arrived).hasSize(2));
        }
    }
}
