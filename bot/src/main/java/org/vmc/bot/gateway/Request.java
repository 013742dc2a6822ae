package org.vmc.bot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call to the gateway's REST interface.
 *
 * @param path below {@code /api/v1}; only ids go into it, names travel as parameters or in the body
 * @param query parameters, encoded when sent
 * @param body sent as JSON
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        @Nullable Object body) {

    public static Request get(String path) {
        return new Request("GET", path, Map.of(), null);
    }

    public static Request post(String path, @Nullable Object body) {
        return new Request("POST", path, Map.of(), body);
    }

    public static Request put(String path, Object body) {
        return new Request("PUT", path, Map.of(), body);
    }

    public static Request patch(String path, Object body) {
        return new Request("PATCH", path, Map.of(), body);
    }

    public static Request delete(String path) {
        return new Request("DELETE", path, Map.of(), null);
    }

    /** The same with one more parameter. */
    public Request with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new Request(method, path, more, body);
    }

    /** The same with one more parameter when it is present. */
    public Request with(String name, Optional<String> value) {
        return value.map(present -> with(name, present)).orElse(this);
    }

    String pathAndQuery() {
        String parameters = query.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return "/api/v1" + path + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    boolean isRead() {
        return method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " /api/v1" + path;
    }
}
