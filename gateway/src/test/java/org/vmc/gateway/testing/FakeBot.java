package org.vmc.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A WebSocket server in the bot's place: welcomes everybody, remembers what it hears, and answers as told. */
public final class FakeBot implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
    private final List<ServerWebSocket> chats = new CopyOnWriteArrayList<>();
    private final BiConsumer<ServerWebSocket, JsonObject> answering;
    private final HttpServer server;

    /** @param answering is told each message and on which chat */
    public FakeBot(BiConsumer<ServerWebSocket, JsonObject> answering) {
        this.answering = answering;
        this.server = await().ignoreExceptions().until(this::listen, listening -> true);
    }

    /** What stood in a token's place in each handshake. */
    public List<String> keys() {
        return keys;
    }

    public List<JsonObject> heard() {
        return heard;
    }

    public List<ServerWebSocket> chats() {
        return chats;
    }

    public static void say(ServerWebSocket chat, String type, String id, JsonObject message) {
        chat.writeTextMessage(message.put("type", type).put("id", id).encode());
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpServer listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    keys.add(String.valueOf(request.getHeader("Authorization")).replaceFirst("^Bearer ", ""));
                    request.toWebSocket().onSuccess(this::welcome);
                })
                .listen(Surroundings.botPort(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void welcome(ServerWebSocket chat) {
        chats.add(chat);
        chat.textMessageHandler(text -> {
            var message = new JsonObject(text);
            heard.add(message);
            answering.accept(chat, message);
        });
        say(chat, "welcome", "", new JsonObject().put("user", "ana").put("role", "engineer"));
    }
}
