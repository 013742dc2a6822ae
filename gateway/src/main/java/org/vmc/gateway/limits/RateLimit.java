package org.vmc.gateway.limits;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.http.problem.Problems;

/**
 * Answers 429 to a user who asks for more than the limit, before anything is done; says in each answer how much is left
 * ({@code RateLimit} and {@code RateLimit-Policy} of draft-ietf-httpapi-ratelimit-headers). Who is nobody yet is
 * refused elsewhere and costs next to nothing. Each gateway counts for itself.
 */
@Singleton
class RateLimit {
    /** After authentication (200) and authorization (100), before what answers. */
    private static final int PRIORITY = 90;

    private static final String PREFIX = "/api/";
    private static final int FORGET_FROM = 1000;

    private final LimitsConfig config;
    private final Problems problems;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimit(LimitsConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext request) {
        var user = request.user() instanceof QuarkusHttpUser known ? known.getSecurityIdentity() : null;
        if (user == null || user.isAnonymous() || !request.normalizedPath().startsWith(PREFIX)) {
            request.next();
            return;
        }
        var now = System.nanoTime();
        var taken = bucket(user.getPrincipal().getName(), now).take(now);
        var burst = config.burst();
        var window = Math.ceilDiv(burst, config.perSecond());
        request.response()
                .putHeader("RateLimit-Policy", "\"requests\";q=%d;w=%d".formatted(burst, window))
                .putHeader(
                        "RateLimit", "\"requests\";r=%d;t=%d".formatted(taken.remaining(), seconds(taken.another())));
        if (taken.granted()) {
            request.next();
            return;
        }
        problems.answer(
                request,
                ProblemException.of(
                                ProblemType.RATE_LIMITED,
                                "You may go on with %d requests a second; wait for what was asked, or follow events."
                                        .formatted(config.perSecond()))
                        .retryAfter(taken.another()));
    }

    private Bucket bucket(String user, long now) {
        if (buckets.size() >= FORGET_FROM) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        return buckets.computeIfAbsent(user, name -> new Bucket(config.perSecond(), config.burst(), now));
    }

    private static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
