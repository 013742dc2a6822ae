package org.vmc.launcher.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A client of one gateway with one token. Answers are JSON trees; a refusal is a {@link GatewayRefused}. */
public final class Gateway {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(45);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI address;
    private final String token;

    /**
     * Does not connect yet.
     *
     * @param address scheme, host and port
     */
    public Gateway(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** The answer to {@code GET /api/v1…}. */
    public JsonNode get(String path) {
        return json(request(path).GET().timeout(ANSWER).build());
    }

    /** The answer to {@code POST /api/v1…} with a JSON body. */
    public JsonNode post(String path, Map<String, ?> body) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()))
                .timeout(ANSWER)
                .build());
    }

    /** The answer to {@code PUT /api/v1…} with a JSON body. */
    public JsonNode put(String path, Map<String, ?> body) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.valueToTree(body).toString()))
                .timeout(ANSWER)
                .build());
    }

    /** The answer to {@code DELETE /api/v1…}. */
    public JsonNode delete(String path) {
        return json(request(path).DELETE().timeout(ANSWER).build());
    }

    /** The lines of a stream that goes on until the gateway ends it or the stream is closed. */
    Stream<String> lines(String path, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                request(path).header("Accept", "text/event-stream").GET();
        headers.forEach(request::header);
        HttpResponse<Stream<String>> response = send(request.build(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw refused(
                    response.statusCode(), String.join("\n", response.body().toList()));
        }
        return response.body();
    }

    private JsonNode json(HttpRequest request) {
        try {
            HttpResponse<String> response = send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw refused(response.statusCode(), response.body());
            }
            return response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " failed", failure);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return client.send(request, handler);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + request.uri(), interrupted);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve("/api/v1" + path)).header("Authorization", "Bearer " + token);
    }

    private static GatewayRefused refused(int status, String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            StringBuilder text = new StringBuilder(
                    problem.path("detail").asText(problem.path("title").asText("status " + status)));
            problem.path("errors").forEach(error -> text.append("; ")
                    .append(error.path("field").asText())
                    .append(' ')
                    .append(error.path("message").asText()));
            return new GatewayRefused(status, text.toString());
        } catch (IOException noJson) {
            return new GatewayRefused(status, "status " + status);
        }
    }
}
