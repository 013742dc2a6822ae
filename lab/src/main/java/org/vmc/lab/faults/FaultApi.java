package org.vmc.lab.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vmc.lab.linux.CommandFailure;

/** The faults of a running lab, over {@code /lab/faults}. Every failure is a {@link CommandFailure}. */
final class FaultApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** A host's network or disk is not changed in a moment. */
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(90);

    /** Where a lab on the loopback network answers when its hosts do not. */
    private static final String CONTROLS = "127.0.0.200";

    private final URI lab;
    private final String authorization;

    FaultApi(URI lab, String password) {
        this.lab = lab;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("root:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Orders a fault and answers what the lab says of it. */
    JsonNode order(String kind, Map<String, String> parameters) {
        var body = new LinkedHashMap<String, String>(parameters);
        body.put("kind", kind);
        return send("POST", "/lab/faults", body);
    }

    /** Faults that last. */
    JsonNode list() {
        return send("GET", "/lab/faults", Map.of());
    }

    /** Ends one fault. */
    void clear(long id) {
        send("DELETE", "/lab/faults/" + id, Map.of());
    }

    /** Ends all faults. */
    void clearAll() {
        send("DELETE", "/lab/faults", Map.of());
    }

    private JsonNode send(String method, String path, Map<String, String> body) {
        if (lab.getHost().startsWith("127.")) {
            try {
                return send(URI.create(lab.getScheme() + "://" + CONTROLS + ":" + lab.getPort()), method, path, body);
            } catch (ConnectException noneThere) {
                // Then the host that was named is asked.
                return sendToHost(method, path, body);
            } catch (IOException unreachable) {
                throw unreachable(unreachable);
            }
        }
        return sendToHost(method, path, body);
    }

    private JsonNode sendToHost(String method, String path, Map<String, String> body) {
        try {
            return send(lab, method, path, body);
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
    }

    private CommandFailure unreachable(IOException why) {
        return new CommandFailure("No lab answers at " + lab + " (" + why + ")", why);
    }

    private JsonNode send(URI to, String method, String path, Map<String, String> body) throws IOException {
        try (var http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build()) {
            var request = HttpRequest.newBuilder(to.resolve(path))
                    .timeout(REPLY_TIMEOUT)
                    .header("authorization", authorization)
                    .header("content-type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return read(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for the lab at " + lab, stopped);
        }
    }

    private JsonNode read(HttpResponse<String> response) throws IOException {
        if (response.statusCode() == 401) {
            throw new CommandFailure("The lab at " + lab + " refuses the password");
        }
        var reply = JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
        if (response.statusCode() >= 400) {
            throw new CommandFailure(reply.isTextual() ? reply.asText() : "HTTP status " + response.statusCode());
        }
        return reply;
    }
}
