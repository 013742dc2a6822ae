package org.vmc.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * Carries the body of one answer to the client as fast as the client takes it. Vert.x' own pipe does the same, but
 * throws into the log when a client leaves in the middle, which clients of logs and events always do.
 */
final class Relay {
    private final HttpClientResponse from;
    private final HttpServerResponse to;

    Relay(HttpClientResponse from, HttpServerResponse to) {
        this.from = from;
        this.to = to;
    }

    /** @param broken told when the service breaks off its answer; the client's connection is cut then */
    void start(Consumer<Throwable> broken) {
        to.setChunked(!to.headers().contains("Content-Length"));
        to.closeHandler(gone -> from.request().reset());
        to.exceptionHandler(gone -> from.request().reset());
        from.handler(this::carry);
        from.endHandler(ended -> {
            if (isOpen()) {
                to.end();
            }
        });
        from.exceptionHandler(failure -> {
            if (isOpen()) {
                broken.accept(failure);
                // The head is out: a cut connection is the only way left to say that the body is not complete.
                to.reset();
            }
        });
        if (to.headers().contains("Content-Length")) {
            return;
        }
        // A stream may be silent at first; its client wants to know that it is connected.
        to.writeHead();
    }

    private void carry(Buffer part) {
        if (!isOpen()) {
            return;
        }
        to.write(part);
        if (isOpen() && to.writeQueueFull()) {
            from.pause();
            to.drainHandler(room -> from.resume());
        }
    }

    private boolean isOpen() {
        return !to.closed() && !to.ended();
    }
}
