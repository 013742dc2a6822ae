package org.vmc.vm.schedules;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** Weights of VCPUs by role and time window: operators add and delete them. */
@Path("/api/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "schedules")
@RolesAllowed("viewer")
@RunOnVirtualThread
class SchedulesResource {

    private final Schedules schedules;
    private final Submissions submissions;
    private final Callers callers;

    SchedulesResource(Schedules schedules, Submissions submissions, Callers callers) {
        this.schedules = schedules;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Every schedule. */
    @GET
    @Operation(summary = "List the weights VMs of a role get, which are in force now and when that changes")
    public Page<ScheduleView> list() {
        return Page.of(schedules.all());
    }

    /** Adds a schedule. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Give VMs of a role another weight in a time window")
    public Response add(@Nullable NewSchedule body) {
        NewSchedule wanted = body == null ? NewSchedule.EMPTY : body;
        String by = callers.current().user();
        return submissions.answerOne(wanted, () -> schedules.add(wanted, by));
    }

    /** Deletes a schedule. */
    @DELETE
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Delete a schedule; VMs get back the weight they had")
    public Response delete(@PathParam("name") String name) {
        return submissions.answerOne(name, () -> schedules.delete(name));
    }
}
