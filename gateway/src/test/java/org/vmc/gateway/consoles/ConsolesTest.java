package org.vmc.gateway.consoles;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

/** A client, the gateway, and a WebSocket server in vm-service's place that echoes what it gets. */
@GatewayTest
class ConsolesTest {
    private static final String PATH = "/api/v1/console";
    private static final String CHOSEN = "vmc.console.v1";
    private static final String TICKET = "vmc.ticket.good";

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient();
    private final List<ServerWebSocket> atService = new CopyOnWriteArrayList<>();
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
    private volatile String user = "ana";
    private volatile boolean endsAtOnce;
    private HttpServer service;

    @BeforeEach
    void replaceVmService() {
        Surroundings.vm().goDown();
        service = await().ignoreExceptions().until(this::listening, server -> true);
    }

    private HttpServer listening() {
        return vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol(CHOSEN))
                .requestHandler(this::serve)
                .listen(Surroundings.vm().port(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void restoreVmService() {
        try {
            // Closes the service too, if it was there.
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } finally {
            Surroundings.vm().comeBack();
        }
    }

    private void serve(HttpServerRequest request) {
        asked.add(request);
        if (!request.getHeader("Sec-WebSocket-Protocol").contains(TICKET)) {
            request.response()
                    .setStatusCode(401)
                    .putHeader("Content-Type", "application/problem+json")
                    .end("{\"detail\": \"This ticket is unknown.\"}");
            return;
        }
        request.response().putHeader("X-Vmc-User", user);
        request.toWebSocket().onSuccess(socket -> {
            if (endsAtOnce) {
                socket.close((short) 4409, "the VM no longer runs");
                return;
            }
            socket.handler(socket::write);
            atService.add(socket);
        });
    }

    @Test
    void carriesBytesBothWaysAndTheEnd() {
        var socket = opened(new WebSocketConnectOptions());
        var echoed = Buffer.buffer();
        socket.handler(echoed::appendBuffer);

        for (int i = 0; i < 100; i++) {
            socket.write(Buffer.buffer(new byte[8_000]));
        }
        socket.write(Buffer.buffer(new byte[200_000]));

        await().until(() -> echoed.length() == 1_000_000);
        assertThat(socket.subProtocol()).isEqualTo(CHOSEN);
        assertThat(asked.getFirst().getHeader("X-Correlation-Id")).isNotBlank();
        atService.getFirst().close((short) 4409, "the VM no longer runs");
        await().until(socket::isClosed);
        assertThat(socket.closeStatusCode()).isEqualTo((short) 4409);
        assertThat(socket.closeReason()).isEqualTo("the VM no longer runs");
    }

    @Test
    void aConsoleThatEndsAtOnceEndsForTheClientToo() {
        endsAtOnce = true;
        for (int i = 0; i < 50; i++) {
            var socket = opened(new WebSocketConnectOptions());

            await().until(socket::isClosed);
            assertThat(socket.closeStatusCode()).isEqualTo((short) 4409);
        }
    }

    @Test
    void tellsTheServiceThatTheClientLeft() {
        var socket = opened(new WebSocketConnectOptions());
        await().until(() -> !atService.isEmpty());

        socket.close((short) 1000);

        await().until(() -> atService.getFirst().isClosed());
        assertThat(atService.getFirst().closeStatusCode()).isEqualTo((short) 1000);
    }

    @Test
    void opensForItsOwnPagesAndNotForOthers() {
        opened(new WebSocketConnectOptions().addHeader("Origin", "http://127.0.0.1:" + port()));
        asked.clear();

        for (var origin : List.of("http://evil.example", "http://127.0.0.1:1", "null")) {
            assertThat(refusal(new WebSocketConnectOptions().addHeader("Origin", origin), TICKET))
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void repeatsWhatTheServiceRefuses() {
        assertThat(refusal(new WebSocketConnectOptions(), "vmc.ticket.bad")).isEqualTo(401);
        given().get(PATH).then().statusCode(400).body("detail", containsString("POST /api/v1/vms/{id}/console"));
        service.close().toCompletionStage().toCompletableFuture().join();
        assertThat(refusal(new WebSocketConnectOptions(), TICKET)).isEqualTo(503);
    }

    @Test
    void endsTheConsolesOfAUserWithoutAToken() {
        var kept = opened(new WebSocketConnectOptions());
        user = "gone";
        var socket = opened(new WebSocketConnectOptions());

        await().until(socket::isClosed);

        assertThat(socket.closeStatusCode()).isEqualTo((short) 4403);
        assertThat(kept.isClosed()).isFalse();
    }

    private WebSocket opened(WebSocketConnectOptions options) {
        return open(options, TICKET);
    }

    private int refusal(WebSocketConnectOptions options, String ticket) {
        try {
            open(options, ticket);
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof UpgradeRejectedException refused) {
                return refused.getStatus();
            }
            throw failure;
        }
        throw new AssertionError("it opened");
    }

    private WebSocket open(WebSocketConnectOptions options, String ticket) {
        return client.connect(options.setHost("127.0.0.1")
                        .setPort(port())
                        .setURI(PATH)
                        .setSubProtocols(List.of(CHOSEN, ticket)))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static int port() {
        return RestAssured.port;
    }
}
