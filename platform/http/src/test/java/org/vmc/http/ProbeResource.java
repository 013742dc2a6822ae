package org.vmc.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vmc.http.correlation.CorrelationId;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** A resource that fails in every way a service can. */
@Path("/api/v1/probe")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProbeResource {
    private final Callers callers;

    ProbeResource(Callers callers) {
        this.callers = callers;
    }

    public enum Shape {
        SMALL,
        LARGE
    }

    public record Part(@NotBlank String label) {}

    public record NewThing(
            @NotBlank String name,
            @Min(1) int count,
            @Nullable Shape shape,
            @Nullable UUID host,
            @Nullable List<@Valid Part> parts) {
        public NewThing {
            if ("cursed".equals(name)) {
                throw ProblemException.invalid("name", "must not be cursed");
            }
        }
    }

    @GET
    @Path("/caller")
    public Caller caller() {
        return callers.current();
    }

    @GET
    @Path("/correlation")
    @Produces(MediaType.TEXT_PLAIN)
    public String correlation() {
        return CorrelationId.current();
    }

    @POST
    @Path("/things")
    public NewThing create(@NotNull @Valid NewThing thing) {
        return thing;
    }

    @GET
    @Path("/things/{id}")
    public String thing(@PathParam("id") UUID id) {
        throw ProblemException.notFound("thing", id);
    }

    @GET
    @Path("/things")
    public Page<Integer> list(@BeanParam PageRequest page, @QueryParam("at-least") @Min(0) @Nullable Integer atLeast) {
        var from = page.after().map(Integer::valueOf).orElse(0);
        var rows = IntStream.rangeClosed(from + 1, 120)
                .limit(page.limit() + 1)
                .boxed()
                .toList();
        return Page.cut(rows, page.limit(), String::valueOf);
    }

    /** What it is written as is chosen by the request alone. */
    @GET
    @Path("/any-media-type")
    @Produces(MediaType.WILDCARD)
    public List<Integer> anyMediaType() {
        return List.of(1);
    }

    @GET
    @Path("/unreachable")
    public String unreachable() {
        throw ProblemException.of(ProblemType.POOL_UNREACHABLE, "The pool lab does not answer.")
                .retryAfter(Duration.ofMillis(1500));
    }

    @GET
    @Path("/defect")
    public String defect() {
        throw new IllegalStateException("secret of the inside");
    }

    @GET
    @Path("/operator")
    @RolesAllowed("operator")
    public String operator() {
        return "\"ok\"";
    }

    @GET
    @Path("/owned")
    public String owned(@QueryParam("owner") String owner) {
        callers.current().requireOwner(owner);
        return "\"ok\"";
    }
}
