package org.vmc.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.launcher.gateway.Gateway;

/** What is left over when the story goes wrong, against a small server that accepts two VMs and nothing else. */
class StoryTest {

    private static final int UNAVAILABLE_FOR = 3;

    private final List<String> removed = new CopyOnWriteArrayList<>();
    private final AtomicInteger toDrop = new AtomicInteger();
    private final StringWriter told = new StringWriter();
    private final Narrator narrator = new Narrator(new PrintWriter(told));
    private int dropAtFirstLook;
    private int deleteStatus = 202;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private Story story;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        Gateway gateway =
                new Gateway(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "secret");
        story = new Story(gateway, new SshProbe(Path.of("/none")), narrator, "demo");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void removesWhatWasBegunAlthoughOneOfThemFailed() {
        story.play();
        story.clearUp();

        assertThat(removed).containsExactlyInAnyOrder("/api/v1/vms/v1", "/api/v1/vms/v2");
        assertThat(narrator.conclude()).isFalse();
        assertThat(told.toString()).contains("virtual machines: CreateVm of demo-2 ended as FAILED");
    }

    @Test
    void removesWhatWasBegunAlthoughTheGatewayWasAwayInBetween() {
        dropAtFirstLook = 1_000;
        story.play();
        assertThat(removed).isEmpty();
        toDrop.set(UNAVAILABLE_FOR);

        story.clearUp();

        assertThat(removed).containsExactlyInAnyOrder("/api/v1/vms/v1", "/api/v1/vms/v2");
        assertThat(narrator.conclude()).isFalse();
    }

    @Test
    void doesNotMissWhatWasNotMadeInTheEnd() {
        deleteStatus = 404;
        story.play();
        story.clearUp();

        narrator.conclude();
        assertThat(told.toString()).doesNotContain("removing");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        if (request.startsWith("GET /api/v1/operations/o") && dropAtFirstLook > 0) {
            toDrop.set(dropAtFirstLook);
            dropAtFirstLook = 0;
        }
        if (toDrop.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.close();
            return;
        }
        switch (request) {
            case "POST /api/v1/vms" -> answer(exchange, 202, """
                    {"operations": [{"id": "o1", "target": {"id": "v1", "name": "demo-1"}},
                                    {"id": "o2", "target": {"id": "v2", "name": "demo-2"}}]}""");
            case "GET /api/v1/operations/o1" -> answer(exchange, 200, operation("demo-1", "SUCCEEDED"));
            case "GET /api/v1/operations/o2" -> answer(exchange, 200, operation("demo-2", "FAILED"));
            case "GET /api/v1/operations/gone" -> answer(exchange, 200, operation("gone", "SUCCEEDED"));
            case "GET /api/v1/whoami" -> answer(exchange, 200, "{}");
            case "DELETE /api/v1/vms/v1", "DELETE /api/v1/vms/v2" -> {
                removed.add(exchange.getRequestURI().toString());
                answer(exchange, deleteStatus, "{\"id\": \"gone\"}");
            }
            default -> answer(exchange, 404, "{\"detail\": \"There is nothing.\"}");
        }
    }

    private static String operation(String target, String state) {
        return "{\"id\": \"o\", \"kind\": \"CreateVm\", \"state\": \"%s\", \"target\": {\"name\": \"%s\"}}"
                .formatted(state, target);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
