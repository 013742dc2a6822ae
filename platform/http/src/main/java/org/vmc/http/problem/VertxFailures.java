package org.vmc.http.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Gives the shape of a problem to failures that happen before JAX-RS is reached, such as a body over the limit. */
@ApplicationScoped
class VertxFailures {
    private final Problems problems;

    VertxFailures(Problems problems) {
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        var failure = request.failure();
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            problems.challenge(request);
            return;
        }
        problems.answer(request, refusal(request.statusCode(), failure));
    }

    private static ProblemException refusal(int status, @Nullable Throwable failure) {
        return switch (failure) {
            case ProblemException refusal -> refusal;
            case ForbiddenException forbidden -> ProblemException.forbidden("Your role does not allow this.");
            case null -> ofStatus(status);
            default -> status >= 400 && status < 500 ? ofStatus(status) : Challenges.internal(failure);
        };
    }

    private static ProblemException ofStatus(int status) {
        var type = ProblemType.ofStatus(status);
        return ProblemException.of(
                type,
                type == ProblemType.TOO_LARGE
                        ? "The request body is larger than this server accepts."
                        : type.title() + ".");
    }
}
