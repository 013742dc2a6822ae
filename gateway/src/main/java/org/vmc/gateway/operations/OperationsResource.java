package org.vmc.gateway.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.vmc.gateway.upstream.Answer;
import org.vmc.gateway.upstream.Everyone;
import org.vmc.gateway.upstream.Everyone.Replies;
import org.vmc.gateway.upstream.Service;
import org.vmc.gateway.upstream.Upstreams;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.PageRequest;
import org.vmc.http.problem.ProblemException;

/**
 * {@code /api/v1/operations}: every service has the same routes for its own operations; here they are one. Hidden from
 * this server's own OpenAPI because the merged document takes the services' description.
 */
@Path("/api/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
@RunOnVirtualThread
public class OperationsResource {
    private static final String PATH = "/api/v1/operations";
    private static final List<String> FILTERS = List.of("state", "kind", "target", "correlationId", "cursor");

    private final Everyone everyone;
    private final Owners owners;
    private final Merge merge;
    private final Callers callers;

    OperationsResource(Everyone everyone, Owners owners, Merge merge, Callers callers) {
        this.everyone = everyone;
        this.owners = owners;
        this.merge = merge;
        this.callers = callers;
    }

    @GET
    @Operation(hidden = true)
    public Response list(@BeanParam PageRequest page, @Context UriInfo uri) {
        var limit = page.limit();
        page.after();
        var replies = everyone.get(PATH + "?limit=" + limit + filters(uri), callers.current());
        var refusal = replies.firstRefusal();
        if (refusal.isPresent()) {
            return passedOn(refusal.get());
        }
        if (replies.answers().isEmpty()) {
            throw Upstreams.unreachable(replies.missing(), "", new NoSuchElementException("no service answered"));
        }
        return Response.ok(merge.page(replies, limit)).build();
    }

    @GET
    @Path("/{id}")
    @Operation(hidden = true)
    public Response show(@PathParam("id") UUID id) {
        return passedOn(find(id));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(hidden = true)
    public Response cancel(@PathParam("id") UUID id) {
        var owner = find(id).service();
        return everyone.post(owner, PATH + "/" + id + "/cancel", callers.current())
                .map(OperationsResource::passedOn)
                .orElseThrow(() -> Upstreams.unreachable(
                        List.of(owner),
                        "It may have taken the request: look at " + PATH + "/" + id + ".",
                        new NoSuchElementException("no answer to cancel")));
    }

    /** The answer of the service that owns the operation. */
    private Answer find(UUID id) {
        var path = PATH + "/" + id;
        var known = owners.of(id).map(owner -> askOwner(owner, path)).filter(Answer::isOk);
        if (known.isPresent()) {
            return known.get();
        }
        var replies = everyone.get(path, callers.current());
        var found = replies.firstOk();
        found.ifPresent(answer -> owners.learn(id, answer.service()));
        return found.or(replies::firstRefusal).orElseThrow(() -> unknown(id, replies));
    }

    private Answer askOwner(Service owner, String path) {
        return everyone.get(owner, path, callers.current())
                .orElseThrow(() -> Upstreams.unreachable(
                        List.of(owner), "", new NoSuchElementException("no answer about an operation of its own")));
    }

    private static ProblemException unknown(UUID id, Replies replies) {
        if (replies.missing().isEmpty()) {
            return ProblemException.notFound("operation", id);
        }
        return Upstreams.unreachable(
                replies.missing(),
                "No other service knows the operation %s.".formatted(id),
                new NoSuchElementException("the owner may be missing"));
    }

    private static String filters(UriInfo uri) {
        return uri.getQueryParameters().entrySet().stream()
                .filter(parameter -> FILTERS.contains(parameter.getKey()))
                .flatMap(parameter -> parameter.getValue().stream()
                        .flatMap(value -> Stream.of(parameter.getKey() + "=" + URLEncoder.encode(value, UTF_8))))
                .map(parameter -> "&" + parameter)
                .collect(Collectors.joining());
    }

    private static Response passedOn(Answer answer) {
        var response = Response.status(answer.status())
                .type(
                        answer.headers().contains("Content-Type")
                                ? answer.headers().get("Content-Type")
                                : "application/json")
                .entity(answer.body().getBytes());
        if (answer.status() == 202) {
            // Relative on purpose: the client knows by which name it reached us.
            response.header(
                    "Location", PATH + "/" + answer.body().toJsonObject().getString("id"));
        }
        return response.build();
    }
}
