package org.vmc.launcher.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a small server that gives prepared answers. */
class GatewayTest {

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private int status = 200;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private Gateway gateway;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        gateway =
                new Gateway(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "secret");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void sendsTheTokenAndReadsTheAnswer() {
        answers.add("{\"user\": \"admin\"}");

        assertThat(gateway.get("/whoami").path("user").asText()).isEqualTo("admin");
        assertThat(requests).containsExactly("GET /api/v1/whoami Bearer secret");
    }

    @Test
    void tellsARefusalWithItsFields() {
        status = 422;
        answers.add("""
                {"title": "Invalid", "detail": "The request is not valid.",
                 "errors": [{"field": "name", "message": "is missing"}]}""");

        assertThatThrownBy(() -> gateway.post("/vms", Map.of()))
                .isInstanceOf(GatewayRefused.class)
                .hasMessage("The request is not valid.; name is missing");
    }

    @Test
    void followsAnOperationToItsEnd() throws IOException {
        answers.add(operation("RUNNING", "Clone template"));
        answers.add(operation("RUNNING", "Start it"));
        answers.add(operation("SUCCEEDED", "Done"));
        List<String> told = new ArrayList<>();

        List<JsonNode> ended = new Operations(gateway, told::add).await(json(operation("PENDING", "")));

        assertThat(ended).singleElement().satisfies(operation -> assertThat(
                        operation.path("state").asText())
                .isEqualTo("SUCCEEDED"));
        assertThat(told).containsExactly("ci-1: Clone template", "ci-1: Start it", "ci-1: Done");
    }

    @Test
    void saysWhyAnOperationDidNotSucceed() throws IOException {
        answers.add(operation("FAILED", "").replaceFirst("}$", ", \"problem\": {\"detail\": \"No host has room.\"}}"));

        assertThatThrownBy(() -> new Operations(gateway, told -> {}).await(json(operation("PENDING", ""))))
                .isInstanceOf(GatewayRefused.class)
                .hasMessageContaining("FAILED: No host has room.");
    }

    @Test
    void takesUpEventsAfterTheLastOneItSaw() throws IOException {
        answers.add(": connected\n\nid: 7\nevent: a\ndata: {\"type\": \"a\"}\n\n");
        answers.add("id: 8\ndata: {\"type\": \"b\"}\n\n");
        EventStream stream = new EventStream(gateway, "vm.*");
        List<String> types = new ArrayList<>();

        stream.read(event -> types.add(event.path("type").asText()));
        stream.read(event -> types.add(event.path("type").asText()));

        assertThat(types).containsExactly("a", "b");
        assertThat(requests)
                .containsExactly(
                        "GET /api/v1/events?types=vm.* Bearer secret",
                        "GET /api/v1/events?types=vm.* Bearer secret after 7");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization")
                + (last == null ? "" : " after " + last));
        byte[] body = answers.remove().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String operation(String state, String message) {
        return """
                {"id": "7", "kind": "CreateVm", "state": "%s", "message": "%s", "target": {"name": "ci-1"}""".formatted(state, message) + "}";
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
