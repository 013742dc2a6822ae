package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A session of a lab's XenAPI server. Thread-safe. */
final class LabClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String session;

    /** A lab with the password it has unless told another. */
    LabClient(URI server) {
        this(server, "lab");
    }

    LabClient(URI server, String password) {
        this.server = server;
        this.session =
                result("session.login_with_password", List.of("root", password)).asText();
    }

    /** Result of a call; fails when it is refused. */
    JsonNode call(String method, Object... params) {
        return result(method, withSession(params));
    }

    String text(String method, Object... params) {
        return call(method, params).asText();
    }

    /** Length in bytes of the reply to a call over JSON, which is read to its end but not parsed. */
    int jsonReplyBytes(String method) {
        return post("/jsonrpc", "application/json", json(method, withSession())).length;
    }

    /** The same over XML. */
    int xmlReplyBytes(String method) {
        String body = "<methodCall><methodName>" + method + "</methodName><params><param><value>" + session
                + "</value></param></params></methodCall>";
        return post("/", "text/xml", body.getBytes(StandardCharsets.UTF_8)).length;
    }

    private List<Object> withSession(Object... params) {
        List<Object> all = new ArrayList<>();
        all.add(session);
        all.addAll(List.of(params));
        return all;
    }

    private JsonNode result(String method, List<?> params) {
        try {
            JsonNode reply = JSON.readTree(post("/jsonrpc", "application/json", json(method, params)));
            if (reply.has("error")) {
                throw new IllegalStateException(method + " was refused: " + reply.path("error"));
            }
            return reply.path("result");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The reply to " + method + " is no JSON", unreadable);
        }
    }

    private static byte[] json(String method, List<?> params) {
        try {
            return JSON.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private byte[] post(String path, String contentType, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("content-type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        } catch (IOException failed) {
            throw new UncheckedIOException("The lab at " + server + " does not answer", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }
}
