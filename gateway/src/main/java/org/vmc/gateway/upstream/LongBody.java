package org.vmc.gateway.upstream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way to a service. Only what comes back counts for the client's idle timeout, and nothing does until the
 * body is there; so each part that passes puts the timeout off.
 */
final class LongBody implements ReadStream<Buffer> {
    private static final long RENEWAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpClientRequest request;
    private final ReadStream<Buffer> body;
    private final long silenceMillis;
    private long renewedAt;

    /** @param silence how long nothing may pass */
    LongBody(HttpClientRequest request, ReadStream<Buffer> body, Duration silence) {
        this.request = request;
        this.body = body;
        this.silenceMillis = silence.toMillis();
        renew();
    }

    private void renew() {
        renewedAt = System.nanoTime();
        request.idleTimeout(silenceMillis);
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        body.handler(
                handler == null
                        ? null
                        : part -> {
                            if (System.nanoTime() - renewedAt > RENEWAL_NANOS) {
                                renew();
                            }
                            handler.handle(part);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> ended) {
        body.endHandler(
                ended == null
                        ? null
                        : end -> {
                            renew();
                            ended.handle(end);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
