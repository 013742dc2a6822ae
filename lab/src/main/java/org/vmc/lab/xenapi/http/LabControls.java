package org.vmc.lab.xenapi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.rpc.Fault;
import org.vmc.lab.xenapi.rpc.Faults;

/**
 * Controls of the lab itself, which no XenAPI server has, as JSON under {@code /lab}: {@code POST /lab/faults} orders a
 * fault ({@code {"kind", parameter: value…}}, or {@code {"method", "onCall", "times", "delayMillis", "error": [code,
 * param…]}} for a message), {@code GET /lab/faults} lists those that last, {@code DELETE /lab/faults/NUMBER} ends one
 * and {@code DELETE /lab/faults} all, {@code GET /lab/calls} counts calls. Basic authentication with the user and
 * password of the XenAPI.
 */
public final class LabControls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAULTS = "/lab/faults";
    private static final String CALLS = "/lab/calls";
    private static final String BASIC = "Basic ";
    private static final String KIND = "kind";

    private final Faults faults;
    private final LabFaults labFaults;
    private final BiPredicate<String, String> credentials;

    /** @param credentials whether a user name and password are right */
    public LabControls(Faults faults, LabFaults labFaults, BiPredicate<String, String> credentials) {
        this.faults = faults;
        this.labFaults = labFaults;
        this.credentials = credentials;
    }

    /** An answer: status and body. */
    record Answer(int status, String body) {}

    boolean handles(HttpServerRequest request) {
        var path = request.path();
        return path.equals(FAULTS) || path.startsWith(FAULTS + "/") || path.equals(CALLS);
    }

    /** Does what a request says; may block. */
    Answer handle(String method, String path, String authorization, byte[] body) {
        if (!authorised(authorization)) {
            return new Answer(401, "");
        }
        try {
            return switch (method + " " + (path.startsWith(FAULTS + "/") ? FAULTS + "/" : path)) {
                case "GET " + CALLS -> new Answer(200, json(faults.calls()));
                case "GET " + FAULTS ->
                    new Answer(
                            200,
                            json(labFaults.lasting().stream()
                                    .map(LabControls::shown)
                                    .toList()));
                case "POST " + FAULTS -> order(JSON.readTree(body));
                case "DELETE " + FAULTS -> clear();
                case "DELETE " + FAULTS + "/" -> clear(path.substring(FAULTS.length() + 1));
                default -> new Answer(405, "");
            };
        } catch (IOException | IllegalArgumentException wrong) {
            return new Answer(400, json(String.valueOf(wrong.getMessage())));
        } catch (RuntimeException failed) {
            return new Answer(500, json(String.valueOf(failed.getMessage())));
        }
    }

    private Answer order(JsonNode given) {
        if (!given.has(KIND)) {
            faults.add(fault(given));
            return new Answer(204, "");
        }
        var parameters = new LinkedHashMap<String, String>();
        given.properties()
                .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
        parameters.remove(KIND);
        return new Answer(200, json(shown(labFaults.order(given.path(KIND).asText(), parameters))));
    }

    private Answer clear() {
        labFaults.clearAll();
        faults.clear();
        return new Answer(204, "");
    }

    private Answer clear(String number) {
        labFaults.clear(Long.parseLong(number));
        return new Answer(204, "");
    }

    private static Map<String, Object> shown(LabFaults.Ordered ordered) {
        return Map.of(
                "id",
                ordered.id(),
                KIND,
                ordered.kind(),
                "parameters",
                ordered.parameters(),
                "since",
                ordered.since().toString());
    }

    private static Fault fault(JsonNode given) {
        var error = new ArrayList<String>();
        given.path("error").forEach(part -> error.add(part.asText()));
        var method = given.path("method").asText();
        if (method.isEmpty()) {
            throw new IllegalArgumentException("method is missing");
        }
        return new Fault(
                method,
                given.path("onCall").asInt(1),
                given.path("times").asInt(1),
                Duration.ofMillis(given.path("delayMillis").asLong(0)),
                error.isEmpty() ? new Fault.End.LetThrough() : new Fault.End.Refused(error));
    }

    private boolean authorised(String header) {
        if (!header.startsWith(BASIC)) {
            return false;
        }
        try {
            var decoded = Base64.getDecoder().decode(header.substring(BASIC.length()));
            var parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 && credentials.test(parts[0], parts[1]);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
