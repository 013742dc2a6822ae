package org.vmc.bot.chat;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;
import org.vmc.bot.wire.Wire;

/** A client of {@code /chat} that keeps everything it is told. */
final class ChatClient implements WebSocket.Listener, AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ServerMessage> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    ChatClient(URI url, @Nullable String token) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(url, this).join();
    }

    /** Says a line and returns all answers, {@code done} last. */
    List<ServerMessage> say(String text) {
        String id = "line-" + messages.size();
        send(new ClientMessage.Line(id, text, false));
        awaitMessage(id, ServerMessage.Done.class);
        return answers(id);
    }

    void send(ClientMessage message) {
        sendRaw(Wire.write(message));
    }

    void sendRaw(String json) {
        socket.sendText(json, true).join();
    }

    <T extends ServerMessage> T awaitMessage(String id, Class<T> type) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> answers(id).stream().anyMatch(type::isInstance));
        return answers(id).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    List<ServerMessage> answers(String id) {
        return messages.stream().filter(message -> message.id().equals(id)).toList();
    }

    /** Code and reason, once the server has closed the connection. */
    String awaitClose() {
        await().atMost(Duration.ofSeconds(20)).until(closed::isDone);
        return closed.join();
    }

    static String outcome(List<ServerMessage> answers) {
        return ((ServerMessage.Done) answers.getLast()).outcome();
    }

    /** All that is to be read, one message a line. */
    static String words(List<ServerMessage> answers) {
        return answers.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(Wire.serverMessage(partial.toString()).orElseThrow());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
