package org.vmc.http.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that is too large: at once when it announces its length, otherwise once that much of it was read.
 * Uploads that are streamed on without being held may be as large as Quarkus' own limit
 * ({@code quarkus.http.limits.max-body-size}); a service that has some raises that one and names their paths.
 */
@ApplicationScoped
class BodyLimit {
    private static final int AFTER_CORRELATION = 900;
    private static final int AFTER_QUARKUS_LIMIT = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

    private final Problems problems;
    private final MemorySize limit;
    private final List<String> streamedUploads;

    BodyLimit(
            Problems problems,
            @ConfigProperty(name = "vmc.http.max-body-size", defaultValue = "1M") MemorySize limit,
            @ConfigProperty(name = "vmc.http.streamed-uploads") Optional<List<String>> streamedUploads) {
        this.problems = problems;
        this.limit = limit;
        this.streamedUploads = streamedUploads.orElse(List.of());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_CORRELATION);
    }

    /** Quarkus has noted its own limit by then; whoever reads the body obeys the note. */
    void note(@Observes Router router) {
        router.route().order(AFTER_QUARKUS_LIMIT).handler(request -> {
            if (!isStreamed(request) && request.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
                request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit.asLongValue());
            }
            request.next();
        });
    }

    private void check(RoutingContext request) {
        if (isStreamed(request) || announced(request.request().getHeader("Content-Length")) <= limit.asLongValue()) {
            request.next();
            return;
        }
        // The rest of the body is not worth reading, so the connection cannot be used again.
        request.response().putHeader("Connection", "close");
        problems.answer(
                request,
                ProblemException.of(
                        ProblemType.TOO_LARGE,
                        "The request body is larger than the %d bytes this server accepts."
                                .formatted(limit.asLongValue())));
    }

    private boolean isStreamed(RoutingContext request) {
        return streamedUploads.contains(request.normalizedPath());
    }

    private static long announced(@Nullable String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            // the HTTP decoder refuses it
            return 0;
        }
    }
}
