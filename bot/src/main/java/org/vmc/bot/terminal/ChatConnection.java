package org.vmc.bot.terminal;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;
import org.vmc.bot.wire.Wire;

/** One open connection to the bot: sorts what arrives by the line it answers. Thread-safe. */
final class ChatConnection implements WebSocket.Listener {

    /** What can arrive for a line. */
    sealed interface Incoming {
        record Said(ServerMessage message) implements Incoming {}

        record Lost(Loss loss) implements Incoming {}
    }

    /** Why a connection ended; the code is the WebSocket close code. */
    record Loss(int code, String reason) {}

    private static final int ABNORMAL = 1006;

    private final CompletableFuture<ServerMessage.Welcome> welcome = new CompletableFuture<>();
    private final CompletableFuture<Loss> lost = new CompletableFuture<>();
    private final Map<String, BlockingQueue<Incoming>> lines = new ConcurrentHashMap<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile CompletableFuture<@Nullable Void> signOfLife = new CompletableFuture<>();

    /** Completes with the first message, or exceptionally when the connection ends before it. */
    CompletableFuture<ServerMessage.Welcome> welcome() {
        return welcome;
    }

    CompletableFuture<Loss> lost() {
        return lost;
    }

    /** Queue of what arrives for that id from now on; a loss arrives in every queue. */
    BlockingQueue<Incoming> subscribe(String id) {
        BlockingQueue<Incoming> queue = new LinkedBlockingQueue<>();
        lines.put(id, queue);
        lost.thenAccept(loss -> queue.add(new Incoming.Lost(loss)));
        return queue;
    }

    void unsubscribe(String id) {
        lines.remove(id);
    }

    /** A message that cannot be sent shows as a loss in the queues. */
    void send(ClientMessage message) {
        String json = Wire.write(message);
        synchronized (this) {
            WebSocket open = socket.join();
            try {
                open.sendText(json, true).join();
            } catch (RuntimeException e) {
                loseOnce(new Loss(ABNORMAL, "the message could not be sent"));
            }
        }
    }

    /** Asks the bot for a sign of life; the connection counts as lost when none comes in time. */
    void probe(Duration patience) {
        CompletableFuture<@Nullable Void> sign = new CompletableFuture<>();
        signOfLife = sign;
        socket.thenCompose(open -> open.sendPing(ByteBuffer.allocate(0)))
                .thenCompose(_ -> sign.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .exceptionally(_ -> {
                    loseOnce(new Loss(ABNORMAL, "no sign of life from the bot"));
                    return null;
                });
    }

    void close() {
        socket.thenAccept(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, "bye"));
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket.complete(opened);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            Optional<ServerMessage> message = Wire.serverMessage(partial.toString());
            partial.setLength(0);
            message.ifPresent(this::deliver);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        signOfLife.complete(null);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        loseOnce(new Loss(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        loseOnce(new Loss(ABNORMAL, String.valueOf(error.getMessage())));
    }

    private void deliver(ServerMessage message) {
        if (message instanceof ServerMessage.Welcome first) {
            welcome.complete(first);
            return;
        }
        BlockingQueue<Incoming> queue = lines.get(message.id());
        if (queue != null) {
            queue.add(new Incoming.Said(message));
        }
    }

    private void loseOnce(Loss loss) {
        if (lost.complete(loss)) {
            // Whatever is left of it must not linger.
            socket.thenAccept(WebSocket::abort);
            welcome.completeExceptionally(new ConnectionLost(loss));
        }
    }

    /** Carries a {@link Loss} through a future. */
    static final class ConnectionLost extends Exception {
        private final transient Loss loss;

        ConnectionLost(Loss loss) {
            super(loss.reason());
            this.loss = loss;
        }

        Loss loss() {
            return loss;
        }
    }
}
