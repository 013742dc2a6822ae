package org.vmc.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Asks for one page again and again, and says how long each answer took. */
final class PagesAtRate {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double NANOS_IN_MILLI = 1e6;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    PagesAtRate(URI page, String token) {
        request = HttpRequest.newBuilder(page)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /** Milliseconds of one answer. */
    double once() {
        long begun = System.nanoTime();
        try {
            check(client.send(request, BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(request.uri() + " does not answer", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
        return (System.nanoTime() - begun) / NANOS_IN_MILLI;
    }

    /**
     * Milliseconds of each answer, counted from when it was due to be asked for: a server that falls behind is not
     * given time by asking it less.
     */
    List<Double> atRate(int perSecond, Duration length) {
        long count = perSecond * length.toSeconds();
        long between = Duration.ofSeconds(1).toNanos() / perSecond;
        long start = System.nanoTime();
        List<CompletableFuture<Double>> answers = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            long due = start + number * between;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answers.add(client.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
                check(answer);
                return (System.nanoTime() - due) / NANOS_IN_MILLI;
            }));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private void check(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "%s answered %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
        }
    }
}
