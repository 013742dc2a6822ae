package org.vmc.testing.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.vmc.testing.requests.ApiDescription.Parameter;
import org.vmc.testing.requests.ApiDescription.Route;

/** Draws whole requests: what the route describes, with one thing or another not as it should be. */
final class DrawnRequests {
    private static final List<String> BROKEN_ENCODINGS = List.of(
            "%", "%zz", "%2", "%c0%ae", "%00", "%ff%fe", "..%2f..", "%2e%2e", ";v=1", "//", "%25%30%30", "+", "|");
    private static final List<String> MEDIA_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "application/json;charset=nonsense",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "a/b/c",
            ";",
            "application/merge-patch+json",
            "*/*",
            "application/problem+json");
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "FOO");
    private static final List<String> HEADERS = List.of(
            "Accept: */*",
            "Accept: text/html",
            "Accept: application/xml;q=2",
            "Accept: ,;",
            "Accept-Encoding: gzip, x;q=9",
            "If-None-Match: *",
            "If-None-Match: \"x",
            "If-Match: W/\"1\"",
            "Range: bytes=9-1",
            "Range: lines=a",
            "X-Correlation-Id: $(id)",
            "X-Correlation-Id: " + "x".repeat(3000),
            "X-Vmc-Cause: \u0001",
            "X-Vmc-Cause: rest",
            "traceparent: 00-0-0-0",
            "traceparent: \u00ff",
            "Cookie: vmc-session=x; ;=",
            "Expect: 100-continue",
            "Expect: x",
            "Last-Event-ID: -1",
            "Accept-Language: " + "a,".repeat(200),
            "X-HTTP-Method-Override: DELETE",
            "Content-Encoding: gzip",
            "Upgrade: websocket",
            "Origin: null",
            "X-Forwarded-For: 10.0.0.1, <x>");
    private static final int TOO_MUCH = (1 << 20) + 1;

    private final HostileValues values;
    private final boolean dryRunsAlone;

    DrawnRequests(HostileValues values, boolean dryRunsAlone) {
        this.values = values;
        this.dryRunsAlone = dryRunsAlone;
    }

    RawRequest draw(Route route) {
        String method = values.chance(0.02) && !dryRunsAlone ? values.oneOf(METHODS) : route.method();
        var request = RawRequest.of(method, path(route) + query(route));
        if (route.takesJson() || values.chance(0.05)) {
            request = request.body(body(route));
            if (!values.chance(0.02)) {
                request = request.with(
                        "Content-Type: " + (values.chance(0.95) ? "application/json" : values.oneOf(MEDIA_TYPES)));
            }
            request = values.chance(0.05) ? request.inChunks() : request;
        }
        for (Parameter parameter : route.parameters()) {
            if (parameter.in().equals("header") && values.chance(0.5)) {
                request =
                        request.with(parameter.name() + ": " + line(values.text(parameter.name(), parameter.schema())));
            }
        }
        if (values.chance(0.15)) {
            request = request.with(values.oneOf(HEADERS));
        }
        if (route.changes() && values.chance(0.2)) {
            request = request.with("Idempotency-Key: "
                    + (values.chance(0.7)
                            ? "key-" + values.upTo(9)
                            : line(values.text("", MissingNode.getInstance()))));
        }
        return request;
    }

    private String path(Route route) {
        String path = route.path();
        for (Parameter parameter : route.parameters()) {
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", part(parameter));
            }
        }
        while (path.contains("{")) {
            path = path.replaceFirst("[{][^}]+}", part(new Parameter("id", "path", MissingNode.getInstance())));
        }
        return values.chance(0.02) ? path + values.oneOf(BROKEN_ENCODINGS) : path;
    }

    private String part(Parameter parameter) {
        if (values.chance(0.06)) {
            return values.oneOf(BROKEN_ENCODINGS);
        }
        return encoded(values.text(parameter.name(), parameter.schema()));
    }

    private String query(Route route) {
        List<String> parts = new ArrayList<>();
        for (Parameter parameter : route.parameters()) {
            if (parameter.in().equals("query") && !parameter.name().equals("dryRun") && values.chance(0.6)) {
                parts.add(encoded(parameter.name()) + "=" + part(parameter));
            }
        }
        if (values.chance(0.05)) {
            parts.add(encoded(values.text("", MissingNode.getInstance())) + "=" + values.oneOf(BROKEN_ENCODINGS));
        }
        if (values.chance(0.05) && !parts.isEmpty()) {
            parts.add(parts.getFirst());
        }
        if (route.changes() && (dryRunsAlone || values.chance(0.7))) {
            parts.add("dryRun=true");
        } else if (values.chance(0.05) && !dryRunsAlone) {
            parts.add("dryRun=" + part(new Parameter("dryRun", "query", MissingNode.getInstance())));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private byte[] body(Route route) {
        String json = route.takesJson() ? values.json("", route.body(), 0) : "{}";
        if (values.chance(0.88)) {
            return json.getBytes(UTF_8);
        }
        return switch (values.upTo(9)) {
            case 0 -> json.substring(0, json.length() / 2).getBytes(UTF_8);
            case 1 -> values.bytes(values.upTo(200));
            case 2 -> "[".repeat(2_000).getBytes(UTF_8);
            case 3 -> "{\"a\":".repeat(1_500).getBytes(UTF_8);
            case 4 ->
                values.oneOf(List.of("null", "[]", "\"x\"", "1", "", "{}{}", "{},", "NaN", "'a'"))
                        .getBytes(UTF_8);
            case 5 -> json.getBytes(UTF_16);
            case 6 -> (json + "x").getBytes(UTF_8);
            case 7 -> ("\ufeff" + json).getBytes(UTF_8);
            case 8 -> "{\"name\":\"\u00e9\"}".getBytes(ISO_8859_1);
            default -> values.chance(0.05) ? values.bytes(TOO_MUCH) : new byte[0];
        };
    }

    /** Without what would end the header: that would be another request, and what it means is the client's affair. */
    private static String line(String text) {
        return text.replaceAll("[\\r\\n\\x00]", "_");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
