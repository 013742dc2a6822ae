package org.vmc.gateway.proxy;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which headers pass the gateway. Towards services only what is listed; towards clients all but what is local to a hop.
 */
final class ForwardedHeaders {
    private static final List<String> TOWARDS_SERVICE = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "Last-Event-ID",
            "Prefer",
            "Range",
            "tracestate");

    /** RFC 9110 7.6.1, and what the gateway says itself. */
    private static final Set<String> NEVER_TOWARDS_CLIENT = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "server",
            "set-cookie",
            "x-correlation-id");

    private static final String CAUSE = "X-Vmc-Cause";

    /** Who may be said to have caused a change; a client cannot pass for anything inside the cluster. */
    private static final Set<String> CAUSES = Set.of("chat", "rest");

    private static final Pattern TRACE_PARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private ForwardedHeaders() {}

    static void towardsService(MultiMap from, MultiMap to) {
        for (var name : TOWARDS_SERVICE) {
            var values = from.getAll(name);
            if (!values.isEmpty()) {
                to.set(name, values);
            }
        }
        var cause = from.get(CAUSE);
        if (cause != null && CAUSES.contains(cause)) {
            to.set(CAUSE, cause);
        }
        to.set("traceparent", traceParent(from.get("traceparent")));
    }

    static void towardsClient(MultiMap from, MultiMap to) {
        var dropped = new HashSet<>(NEVER_TOWARDS_CLIENT);
        for (var named : from.getAll("Connection")) {
            for (var name : named.split(",", -1)) {
                dropped.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        for (var header : from) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    /** The client's trace goes on; a request without one begins one here. */
    private static String traceParent(@Nullable String offered) {
        if (offered != null && TRACE_PARENT.matcher(offered).matches()) {
            return offered;
        }
        var random = ThreadLocalRandom.current();
        return "00-%016x%016x-%016x-01".formatted(random.nextLong(), random.nextLong(), random.nextLong());
    }
}
