package org.vmc.vm.consoles;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Somebody at a console: what a browser's terminal does with its WebSocket. */
final class ConsoleClient implements WebSocket.Listener, AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final StringBuffer shown = new StringBuffer();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private ConsoleClient(List<String> subprotocols) {
        socket = HTTP.newWebSocketBuilder()
                .subprotocols(
                        subprotocols.getFirst(),
                        subprotocols.subList(1, subprotocols.size()).toArray(String[]::new))
                .buildAsync(address(), this)
                .join();
    }

    static ConsoleClient open(List<String> subprotocols) {
        return new ConsoleClient(subprotocols);
    }

    /** The status a handshake with these subprotocols is refused with. */
    static int refusal(List<String> subprotocols) {
        try (var opened = open(subprotocols)) {
            throw new AssertionError("opened with " + opened.subprotocol());
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw failure;
        }
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void type(String keys) {
        socket.sendBinary(ByteBuffer.wrap(keys.getBytes(StandardCharsets.ISO_8859_1)), true)
                .join();
    }

    /** Waits until the console has shown this text. */
    void sees(String text) {
        await().atMost(SOON).until(() -> shown.indexOf(text) >= 0);
    }

    /** Waits for the end and answers the close code. */
    int closeCode() {
        await().atMost(SOON).until(closed::isDone);
        return closed.join();
    }

    void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        shown.append(StandardCharsets.ISO_8859_1.decode(data));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static URI address() {
        return URI.create("ws://127.0.0.1:" + RestAssured.port + ConsoleSocket.PATH);
    }
}
