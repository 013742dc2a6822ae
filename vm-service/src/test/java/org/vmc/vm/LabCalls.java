package org.vmc.vm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** Calls of the lab's XenAPI as an administrator's tool makes them, at whichever host. */
public final class LabCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LabCalls() {}

    /** @throws IllegalStateException with the code when the host refuses */
    public static JsonNode at(URI host, String method, Object... params) {
        try {
            var body = Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params));
            var request = HttpRequest.newBuilder(host.resolve("/jsonrpc"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            var answer =
                    JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
            if (answer.has("error")) {
                throw new IllegalStateException(method + " was refused with " + answer.path("error"));
            }
            return answer.path("result");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
