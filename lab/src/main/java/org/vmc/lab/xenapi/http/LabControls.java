package org.vmc.lab.xenapi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import org.vmc.lab.xenapi.rpc.Fault;
import org.vmc.lab.xenapi.rpc.Faults;
import org.vmc.lab.xenapi.session.Sessions;

/**
 * Controls of the lab itself, which no XenAPI server has: {@code POST /lab/faults} arms a fault ({@code {"method",
 * "onCall", "times", "delayMillis", "error": [code, param…]}}), {@code DELETE /lab/faults} disarms all, {@code GET
 * /lab/calls} counts calls. Basic authentication with the user and password of the XenAPI.
 */
public final class LabControls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAULTS = "/lab/faults";
    private static final String CALLS = "/lab/calls";
    private static final String BASIC = "Basic ";

    private final Faults faults;
    private final Sessions sessions;

    public LabControls(Faults faults, Sessions sessions) {
        this.faults = faults;
        this.sessions = sessions;
    }

    boolean handles(HttpServerRequest request) {
        return request.path().equals(FAULTS) || request.path().equals(CALLS);
    }

    void handle(HttpServerRequest request, byte[] body) {
        if (!authorised(request)) {
            request.response().putHeader("www-authenticate", "Basic realm=\"lab\"");
            answer(request, 401, "");
            return;
        }
        if (request.path().equals(CALLS) && request.method().equals(HttpMethod.GET)) {
            answer(request, 200, json(faults.calls()));
            return;
        }
        if (request.path().equals(FAULTS) && request.method().equals(HttpMethod.POST)) {
            arm(request, body);
            return;
        }
        if (request.path().equals(FAULTS) && request.method().equals(HttpMethod.DELETE)) {
            faults.clear();
            answer(request, 204, "");
            return;
        }
        answer(request, 405, "");
    }

    private void arm(HttpServerRequest request, byte[] body) {
        try {
            faults.add(fault(JSON.readTree(body)));
            answer(request, 204, "");
        } catch (IOException | IllegalArgumentException wrong) {
            answer(request, 400, json(String.valueOf(wrong.getMessage())));
        }
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
                error);
    }

    private boolean authorised(HttpServerRequest request) {
        var header = request.getHeader("authorization");
        if (header == null || !header.startsWith(BASIC)) {
            return false;
        }
        try {
            var decoded = Base64.getDecoder().decode(header.substring(BASIC.length()));
            var parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 && sessions.accepts(parts[0], parts[1]);
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

    private static void answer(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(body));
    }
}
