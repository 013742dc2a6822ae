package org.vmc.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body that comes in parts, for longer than a silence may last. */
class LongBodyTest {
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final int PARTS = 8;

    private final Vertx vertx = Vertx.vertx();
    private HttpServer service;

    @BeforeEach
    void listen() {
        service = done(vertx.createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(body -> request.response().end(Integer.toString(body.length()))))
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        done(vertx.close());
    }

    @Test
    void isSentThoughNothingComesBackMeanwhile() {
        assertThat(send((request, body) -> new LongBody(request, body, SILENCE)))
                .isEqualTo("8000");
    }

    @Test
    void wouldBeGivenUpOtherwise() {
        assertThatThrownBy(() -> send((request, body) -> {
                    request.idleTimeout(SILENCE.toMillis());
                    return body;
                }))
                .hasCauseInstanceOf(TimeoutException.class);
    }

    private String send(BiFunction<HttpClientRequest, ReadStream<Buffer>, ReadStream<Buffer>> how) {
        return done(vertx.createHttpClient()
                        .request(HttpMethod.POST, service.actualPort(), "127.0.0.1", "/")
                        .compose(request ->
                                request.send(how.apply(request, new Trickle())).compose(answer -> answer.body())))
                .toString();
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** A part every half second. */
    private final class Trickle implements ReadStream<Buffer> {
        private @Nullable Handler<Buffer> parts;
        private @Nullable Handler<Void> end;
        private int sent;

        Trickle() {
            vertx.setPeriodic(500, timer -> {
                if (parts != null && sent++ < PARTS) {
                    parts.handle(Buffer.buffer(new byte[1_000]));
                } else if (end != null) {
                    vertx.cancelTimer(timer);
                    end.handle(null);
                }
            });
        }

        @Override
        public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
            parts = handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
            end = handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            return this;
        }
    }
}
