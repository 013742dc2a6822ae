package org.vmc.vm.autostart;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.operations.rest.Submissions;

/** Plans of what is to run when a pool or a host of it comes up: operators make and run them. */
@Path("/api/v1/autostart")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "autostart")
@RolesAllowed("viewer")
@RunOnVirtualThread
class AutostartResource {

    private final Autostart autostart;
    private final Submissions submissions;
    private final Callers callers;

    AutostartResource(Autostart autostart, Submissions submissions, Callers callers) {
        this.autostart = autostart;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** The plan of every pool. */
    @GET
    @Operation(summary = "List what is started by itself in each pool, and when it was last run")
    public Page<PlanView> list() {
        return Page.of(autostart.all());
    }

    /** The plan of one pool. */
    @GET
    @Path("/{pool}")
    @Operation(summary = "Show what is started by itself in a pool")
    public PlanView show(@PathParam("pool") String pool) {
        return autostart.one(pool);
    }

    /** Replaces the plan of a pool. */
    @PUT
    @Path("/{pool}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Say what is started by itself in a pool; replaces all that was said before")
    public Response set(@PathParam("pool") String pool, @Nullable NewPlan body) {
        NewPlan wanted = body == null ? new NewPlan(null, null) : body;
        return submissions.answerOne(wanted, () -> autostart.set(pool, wanted));
    }

    /** Runs the plan of a pool. */
    @POST
    @Path("/{pool}/run")
    @RolesAllowed("operator")
    @Operation(summary = "Start what a pool's plan says and does not run already")
    public Response run(@PathParam("pool") String pool) {
        String reason = callers.current().user() + " asked for it";
        return submissions.answerOne(pool, () -> autostart.run(pool, reason));
    }
}
