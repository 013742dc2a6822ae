package org.vmc.http.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.vmc.http.correlation.CorrelationId;

/** Turns whatever ends a JAX-RS request badly into a problem. */
@Singleton
class ProblemMappers {
    private final Problems problems;
    private final RefusedActions refusedActions;

    ProblemMappers(Problems problems, RefusedActions refusedActions) {
        this.problems = problems;
        this.refusedActions = refusedActions;
    }

    @ServerExceptionMapper
    public Response refusal(ProblemException refusal, ContainerRequestContext request) {
        return answer(refusal, request);
    }

    @ServerExceptionMapper
    public Response unreadable(MismatchedInputException mismatch, ContainerRequestContext request) {
        return answer(JsonRefusals.of(mismatch), request);
    }

    /** A resource that reads its body itself meets this one. */
    @ServerExceptionMapper
    public Response unreadable(JsonParseException broken, ContainerRequestContext request) {
        return answer(JsonRefusals.of(broken), request);
    }

    @ServerExceptionMapper
    public Response violated(
            ConstraintViolationException violated, ContainerRequestContext request, ResourceInfo resource) {
        return answer(Violations.of(violated, resource.getResourceMethod()), request);
    }

    @ServerExceptionMapper
    public Response failed(WebApplicationException failure, ContainerRequestContext request, ResourceInfo resource) {
        var answer = failure.getResponse();
        if (answer.getStatus() < 400 || answer.hasEntity()) {
            return answer;
        }
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return answer(JsonRefusals.of(unreadable), request);
        }
        if (failure instanceof NotFoundException notFound) {
            return answer(UnknownPaths.of(notFound, request.getUriInfo(), resource), request);
        }
        var refusal = ProblemException.of(ProblemType.ofStatus(answer.getStatus()), detail(answer, request), failure);
        var problem = Response.fromResponse(answer(refusal, request)).status(answer.getStatus());
        var allowed = answer.getHeaderString(HttpHeaders.ALLOW);
        return allowed == null
                ? problem.build()
                : problem.header(HttpHeaders.ALLOW, allowed).build();
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException anonymous, ContainerRequestContext request) {
        return unauthenticated(request);
    }

    @ServerExceptionMapper
    public Response unauthorized(AuthenticationFailedException failed, ContainerRequestContext request) {
        return unauthenticated(request);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException forbidden, ContainerRequestContext request, ResourceInfo resource) {
        return answer(Challenges.forbidden(resource), request);
    }

    @ServerExceptionMapper
    public Response defect(Throwable defect, ContainerRequestContext request) {
        return answer(Challenges.internal(defect), request);
    }

    private Response unauthenticated(ContainerRequestContext request) {
        return Response.fromResponse(answer(Challenges.unauthenticated(), request))
                .header(HttpHeaders.WWW_AUTHENTICATE, Challenges.SCHEME)
                .build();
    }

    private Response answer(ProblemException refusal, ContainerRequestContext request) {
        refusedActions.tell(refusal, request);
        var path = request.getUriInfo().getRequestUri().getRawPath();
        var response = Response.status(refusal.type().status())
                .type(Problem.MEDIA_TYPE)
                .entity(problems.body(refusal, path, CorrelationId.current()));
        refusal.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Problems.seconds(wait)));
        return response.build();
    }

    private static String detail(Response answer, ContainerRequestContext request) {
        return switch (answer.getStatus()) {
            case 405 -> "%s is not supported here.".formatted(request.getMethod());
            case 406 ->
                "None of the requested media types can be produced: %s."
                        .formatted(request.getHeaderString(HttpHeaders.ACCEPT));
            case 413 -> "The request body is larger than this server accepts.";
            case 415 ->
                "The media type %s is not supported; send application/json."
                        .formatted(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
            default -> answer.getStatusInfo().getReasonPhrase() + ".";
        };
    }
}
