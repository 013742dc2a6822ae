package org.vmc.gateway.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connection to one client. Each write waits until the client has room for it, for a bounded time. */
final class EventClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    private final SseEventSink sink;
    private final Sse sse;

    EventClient(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    /** Sends the response's head at once, so that a client knows it is connected before anything happens. */
    void welcome() throws IOException, InterruptedException {
        send(sse.newEventBuilder()
                .comment("connected")
                .reconnectDelay(COME_BACK_AFTER.toMillis())
                .build());
    }

    void send(FeedEvent event, Positions position) throws IOException, InterruptedException {
        send(sse.newEventBuilder()
                .id(position.encode())
                .name(event.type())
                .data(event.json())
                .build());
    }

    /** Keeps the connection alive, finds out whether it is, and moves the client's id past what was filtered out. */
    void heartbeat(Positions position) throws IOException, InterruptedException {
        send(sse.newEventBuilder().comment("heartbeat").id(position.encode()).build());
    }

    boolean isGone() {
        return sink.isClosed();
    }

    @Override
    public void close() {
        sink.close();
    }

    private void send(OutboundSseEvent event) throws IOException, InterruptedException {
        try {
            sink.send(event).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException gone) {
            throw new IOException("the client takes no more events", gone);
        }
    }
}
