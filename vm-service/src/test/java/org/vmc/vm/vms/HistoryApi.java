package org.vmc.vm.vms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

/** The service as the users of many histories call it at the same time. */
final class HistoryApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String server =
            "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class);

    private String token = "";
    private Instant signedAt = Instant.EPOCH;

    /** An answer: status and body. */
    record Answer(int status, JsonNode body) {

        boolean accepted() {
            return status == 202;
        }
    }

    Answer get(String path) {
        return send("GET", path, null, null);
    }

    /** Asks for a change; asked again with the same key it is the same change. */
    Answer ask(String method, String path, @Nullable String body, String key) {
        return send(method, path, body, key);
    }

    /** Signing takes longer than most answers. */
    private synchronized String token() {
        if (Duration.between(signedAt, Instant.now()).compareTo(KEPT) > 0) {
            token = TestTokens.of("ana", Role.ENGINEER, "histories");
            signedAt = Instant.now();
        }
        return token;
    }

    private Answer send(String method, String path, @Nullable String body, @Nullable String key) {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
