package org.vmc.http.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that announces itself as too large. Quarkus keeps the same limit, also for bodies that do not announce
 * their length, but answers without a problem.
 */
@ApplicationScoped
class BodyLimit {
    private static final int AFTER_CORRELATION = 900;

    private final Problems problems;
    private final MemorySize limit;

    BodyLimit(Problems problems, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.problems = problems;
        this.limit = limit;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_CORRELATION);
    }

    private void check(RoutingContext request) {
        if (announced(request.request().getHeader("Content-Length")) <= limit.asLongValue()) {
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

    private static long announced(@Nullable String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            // the HTTP decoder refuses it
            return 0;
        }
    }
}
