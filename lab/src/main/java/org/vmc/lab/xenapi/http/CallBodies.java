package org.vmc.lab.xenapi.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Collects the bodies of calls and refuses what would let clients fill the heap or hold connections for nothing: a body
 * that is too large (413) or too slow (408), more bodies at once than there is room for (503), a connection that never
 * says what it wants (closed).
 */
final class CallBodies {

    private final Vertx vertx;
    private final Limits limits;
    private final AtomicLong held = new AtomicLong();
    private final Map<HttpConnection, Long> silent = new ConcurrentHashMap<>();

    /**
     * What is accepted.
     *
     * @param bodyBytes largest body
     * @param heldBytes all bodies not read yet together
     * @param patience time for a body to arrive, and for the first request of a connection
     */
    record Limits(int bodyBytes, long heldBytes, Duration patience) {

        private static final int USUAL_BODY_BYTES = 16 << 20;

        /** Enough for any client, and an eighth of the heap for bodies. */
        static Limits usual() {
            long heap = Runtime.getRuntime().maxMemory();
            return new Limits(USUAL_BODY_BYTES, Math.max(USUAL_BODY_BYTES, heap / 8), Duration.ofMinutes(1));
        }
    }

    /** Answers a request that is refused. */
    @FunctionalInterface
    interface Refusal {

        /** Sends the status and the reason; the connection stays open for what the client still sends. */
        void send(int status, String reason);
    }

    CallBodies(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** A body that has arrived. Whoever has read it says so, once. */
    final class Body {

        private final byte[] bytes;
        private final int reserved;

        private Body(byte[] bytes, int reserved) {
            this.bytes = bytes;
            this.reserved = reserved;
        }

        byte[] bytes() {
            return bytes;
        }

        void read() {
            held.addAndGet(-reserved);
        }
    }

    /** Begins to watch a new connection: it is closed unless it {@link #speaks} in time. */
    void watch(HttpConnection connection) {
        silent.put(connection, vertx.setTimer(limits.patience().toMillis(), late -> {
            silent.remove(connection);
            connection.close();
        }));
    }

    /** Notes that a connection has begun a request; from then on it may be idle as long as it likes. */
    void speaks(HttpConnection connection) {
        var timer = silent.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** Hands the whole body over, or refuses the request; on its event loop. */
    void collect(HttpServerRequest request, Consumer<Body> whole, Refusal refusal) {
        new Arrival(request, whole, refusal).begin();
    }

    /** The body of one request on its way. */
    private final class Arrival {

        private final HttpServerRequest request;
        private final Consumer<Body> whole;
        private final Refusal refusal;
        private final Buffer body = Buffer.buffer();
        private boolean over;
        private long timer;

        private Arrival(HttpServerRequest request, Consumer<Body> whole, Refusal refusal) {
            this.request = request;
            this.whole = whole;
            this.refusal = refusal;
        }

        private void begin() {
            timer = vertx.setTimer(limits.patience().toMillis(), late -> {
                refuse(408, "The body took longer than " + limits.patience().toSeconds() + " s");
                request.connection().close();
            });
            request.exceptionHandler(broken -> giveUp());
            request.handler(this::add);
            request.endHandler(ended -> end());
            if (announcedBytes() > limits.bodyBytes()) {
                refuseLarge();
            }
        }

        private long announcedBytes() {
            var length = request.getHeader("content-length");
            return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
        }

        private void add(Buffer chunk) {
            if (over) {
                return;
            }
            if (body.length() + chunk.length() > limits.bodyBytes()) {
                refuseLarge();
                return;
            }
            if (held.addAndGet(chunk.length()) > limits.heldBytes()) {
                held.addAndGet(-chunk.length());
                refuse(503, "Too many large calls at once");
                return;
            }
            body.appendBuffer(chunk);
        }

        private void end() {
            vertx.cancelTimer(timer);
            if (over) {
                // Only now: a client that is still sending would see a reset and never the refusal.
                request.connection().close();
                return;
            }
            over = true;
            whole.accept(new Body(body.getBytes(), body.length()));
        }

        private void refuseLarge() {
            refuse(413, "The body is larger than " + limits.bodyBytes() + " bytes");
        }

        private void refuse(int status, String reason) {
            giveUp();
            refusal.send(status, reason);
        }

        private void giveUp() {
            if (!over) {
                over = true;
                held.addAndGet(-body.length());
            }
        }
    }
}
