package org.vmc.operations.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Cursor;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.OperationState;

/** The operations of this service. */
@Path("/api/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations")
@RolesAllowed("viewer")
@RunOnVirtualThread
public class OperationsResource {
    private final Operations operations;
    private final Callers callers;
    private final Submissions submissions;

    OperationsResource(Operations operations, Callers callers, Submissions submissions) {
        this.operations = operations;
        this.callers = callers;
        this.submissions = submissions;
    }

    /** The operations that match, newest first. */
    @GET
    @Operation(summary = "List operations, newest first")
    public Page<OperationView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("target") @Nullable String target,
            @QueryParam("correlationId") @Nullable String correlationId,
            @BeanParam PageRequest page) {
        int limit = page.limit();
        var filter = new OperationFilter(
                read(state, OperationsResource::state),
                read(kind, Function.identity()),
                read(target, text -> uuid("target", text)),
                read(correlationId, text -> uuid("correlationId", text)),
                page.after().map(OperationsResource::place).orElse(null),
                limit + 1);
        return Page.cut(operations.list(filter), limit, last -> last.createdAt() + " " + last.id())
                .map(OperationView::of);
    }

    /** One operation. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Show an operation with its steps and progress")
    public OperationView show(@PathParam("id") String id) {
        return OperationView.of(find(id));
    }

    /** Cancels an operation of the caller, or anybody's for an operator. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed("engineer")
    @Operation(summary = "Cancel an operation: what it has begun is taken back")
    public Response cancel(@PathParam("id") String id) {
        var operation = find(id);
        callers.current().requireOwner(operation.origin().actor());
        var cancelled = operations.cancel(operation.id(), submissions.origin());
        return Response.accepted(OperationView.of(cancelled))
                .location(URI.create("/api/v1/operations/" + cancelled.id()))
                .build();
    }

    private org.vmc.operations.engine.Operation find(String id) {
        UUID parsed;
        try {
            parsed = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("operation", id);
        }
        return operations.find(parsed).orElseThrow(() -> ProblemException.notFound("operation", id));
    }

    private static <T> @Nullable T read(@Nullable String text, Function<String, T> reading) {
        return text == null || text.isEmpty() ? null : reading.apply(text);
    }

    private static OperationState state(String text) {
        return Arrays.stream(OperationState.values())
                .filter(state -> state.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "state", "must be one of " + Arrays.toString(OperationState.values())));
    }

    private static UUID uuid(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, "must be a UUID");
        }
    }

    private static OperationFilter.Place place(String position) {
        var parts = position.split(" ", 2);
        try {
            return new OperationFilter.Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Cursor.refused();
        }
    }
}
