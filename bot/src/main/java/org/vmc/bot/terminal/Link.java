package org.vmc.bot.terminal;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.terminal.ChatConnection.ConnectionLost;
import org.vmc.bot.terminal.ChatConnection.Loss;
import org.vmc.bot.wire.ServerMessage;

/** Keeps one connection to the bot: opens it, and opens a new one with jittered back-off when it is lost. */
final class Link implements AutoCloseable {

    /** Result of one attempt. */
    sealed interface Attempt {
        record Connected(ChatConnection connection, ServerMessage.Welcome welcome) implements Attempt {}

        /** The bot does not accept the token: trying again is useless. */
        record Refused(String reason) implements Attempt {}

        record NotReachable(String reason) implements Attempt {}
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long PROBE_EVERY_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final URI url;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private volatile CompletableFuture<Attempt> current = new CompletableFuture<>();

    Link(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Tries a few times, about two seconds long. */
    Attempt open() {
        Attempt attempt = connect();
        for (int failures = 1; failures <= 3 && attempt instanceof Attempt.NotReachable; failures++) {
            pause(failures);
            attempt = connect();
        }
        current.complete(attempt);
        return attempt;
    }

    /**
     * From now on opens a new connection whenever the present one is lost, until closed or refused.
     *
     * @param notice takes one sentence for the user at each change
     */
    void keepOpen(Consumer<String> notice) {
        Thread.ofVirtual().name("link").start(() -> {
            while (!closed.isDone() && current.join() instanceof Attempt.Connected(ChatConnection connection, var _)) {
                Loss loss = awaitLoss(connection);
                if (closed.isDone()) {
                    return;
                }
                current = new CompletableFuture<>();
                notice.accept("Connection lost (" + describe(loss) + "); connecting again …");
                Attempt again = reconnect();
                notice.accept(again instanceof Attempt.Refused refused ? refused.reason() : "Connected again.");
                current.complete(again);
            }
        });
    }

    /** A connection can end without a word, and the HTTP client does not always tell of an end; so it is probed. */
    private static Loss awaitLoss(ChatConnection connection) {
        while (true) {
            try {
                return connection
                        .lost()
                        .copy()
                        .orTimeout(PROBE_EVERY_MILLIS, TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException e) {
                connection.probe(TIMEOUT);
            }
        }
    }

    /** The present connection; waits for a while when it is being opened. */
    Attempt current(Duration patience) {
        try {
            return current.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Attempt.NotReachable("no connection yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.NotReachable("interrupted");
        }
    }

    @Override
    public void close() {
        closed.complete(null);
        if (current.getNow(new Attempt.NotReachable(""))
                instanceof Attempt.Connected(ChatConnection connection, var _)) {
            connection.close();
        }
        http.shutdownNow();
    }

    private Attempt reconnect() {
        int failures = 0;
        Attempt attempt = new Attempt.NotReachable("");
        while (!closed.isDone() && attempt instanceof Attempt.NotReachable) {
            pause(++failures);
            attempt = connect();
        }
        return attempt;
    }

    private Attempt connect() {
        ChatConnection connection = new ChatConnection();
        try {
            http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .connectTimeout(TIMEOUT)
                    .buildAsync(url, connection)
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new Attempt.Connected(
                    connection, connection.welcome().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return e.getCause() instanceof ConnectionLost lost
                    ? lost(lost.loss())
                    : new Attempt.NotReachable("nothing answers there.");
        } catch (TimeoutException e) {
            return new Attempt.NotReachable("no answer in " + TIMEOUT.toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.NotReachable("interrupted");
        }
    }

    private static Attempt lost(Loss loss) {
        return loss.code() == ServerMessage.CLOSE_UNAUTHORIZED
                ? new Attempt.Refused(loss.reason())
                : new Attempt.NotReachable(describe(loss));
    }

    private static String describe(Loss loss) {
        return loss.reason().isBlank() ? "closed with code " + loss.code() : loss.reason();
    }

    private void pause(int failures) {
        long longest = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures, 10), LONGEST_PAUSE_MILLIS);
        long millis = ThreadLocalRandom.current().nextLong(longest / 2, longest);
        closed.copy().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
    }
}
