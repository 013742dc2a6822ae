package org.vmc.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.vmc.http.correlation.CorrelationId;

/**
 * Renders problems for code that answers below JAX-RS (authentication, proxies). Thread-safe. An
 * {@link ProblemType#INTERNAL} problem is logged here, once, with its cause.
 */
@Singleton
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** Ends the response of the request with the problem; does nothing when the response is already on its way. */
    public void answer(RoutingContext request, ProblemException refusal) {
        var response = request.response();
        if (response.headWritten() || response.ended()) {
            return;
        }
        var body = body(refusal, request.request().path(), CorrelationId.of(request));
        response.setStatusCode(refusal.type().status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        refusal.retryAfter().ifPresent(wait -> response.putHeader("Retry-After", seconds(wait)));
        response.end(body);
    }

    /** Ends the response with the 401 that asks for a token; for authentication mechanisms. */
    public void challenge(RoutingContext request) {
        if (!request.response().headWritten()) {
            request.response().putHeader("WWW-Authenticate", Challenges.SCHEME);
        }
        answer(request, Challenges.unauthenticated());
    }

    /** The problem as JSON. */
    String body(ProblemException refusal, String path, String correlationId) {
        var type = refusal.type();
        if (type == ProblemType.INTERNAL) {
            LOG.errorf(Objects.requireNonNullElse(refusal.getCause(), refusal), "%s failed", path);
        }
        var problem = new Problem(
                type.uri(), type.title(), type.status(), refusal.detail(), path, correlationId, refusal.errors());
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
