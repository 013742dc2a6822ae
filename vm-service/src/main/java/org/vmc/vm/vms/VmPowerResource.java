package org.vmc.vm.vms;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.operations.rest.Submissions;

/** Power and place of VMs: engineers change their own, operators anybody's. */
@Path("/api/v1/vms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vms")
@RolesAllowed("engineer")
@RunOnVirtualThread
class VmPowerResource {

    private final VmChanges changes;
    private final Submissions submissions;
    private final Callers callers;
    private final OptionalBody bodies;

    VmPowerResource(VmChanges changes, Submissions submissions, Callers callers, OptionalBody bodies) {
        this.changes = changes;
        this.submissions = submissions;
        this.callers = callers;
        this.bodies = bodies;
    }

    /** Starts a halted VM. */
    @POST
    @Path("/{id}/start")
    @Operation(summary = "Start a halted VM")
    public Response start(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> changes.start(id, caller));
    }

    /** Stops a running VM. */
    @POST
    @Path("/{id}/stop")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Shut a VM down; cut its power when it does not obey, or at once when forced")
    @RequestBody(content = @Content(schema = @Schema(implementation = StopRequest.class)))
    public Response stop(
            @PathParam("id") String id,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @Nullable String body)
            throws JsonProcessingException {
        Caller caller = callers.current();
        StopRequest wanted = bodies.read(contentType, body, StopRequest.class, new StopRequest(null));
        return submissions.answerOne(id + wanted.forces(), () -> changes.stop(id, wanted.forces(), caller));
    }

    /** Reboots a running VM. */
    @POST
    @Path("/{id}/reboot")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Reboot a VM; reset it when it does not obey, or at once when forced")
    @RequestBody(content = @Content(schema = @Schema(implementation = StopRequest.class)))
    public Response reboot(
            @PathParam("id") String id,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @Nullable String body)
            throws JsonProcessingException {
        Caller caller = callers.current();
        StopRequest wanted = bodies.read(contentType, body, StopRequest.class, new StopRequest(null));
        return submissions.answerOne(id + wanted.forces(), () -> changes.reboot(id, wanted.forces(), caller));
    }

    /** Pauses a running VM. */
    @POST
    @Path("/{id}/pause")
    @Operation(summary = "Pause a running VM; it keeps its memory")
    public Response pause(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> changes.shift(Shift.PAUSE, id, caller));
    }

    /** Lets a paused VM go on. */
    @POST
    @Path("/{id}/unpause")
    @Operation(summary = "Let a paused VM go on")
    public Response unpause(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> changes.shift(Shift.UNPAUSE, id, caller));
    }

    /** Suspends a running VM to disk. */
    @POST
    @Path("/{id}/suspend")
    @Operation(summary = "Write a running VM to disk and free its memory")
    public Response suspend(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> changes.shift(Shift.SUSPEND, id, caller));
    }

    /** Resumes a suspended VM. */
    @POST
    @Path("/{id}/resume")
    @Operation(summary = "Resume a suspended VM")
    public Response resume(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> changes.resume(id, caller));
    }

    /** Migrates a running VM to another host of its pool, live. */
    @POST
    @Path("/{id}/migrate")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Migrate a running VM to another host, live")
    @RequestBody(content = @Content(schema = @Schema(implementation = MigrateRequest.class)))
    public Response migrate(
            @PathParam("id") String id,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @Nullable String body)
            throws JsonProcessingException {
        Caller caller = callers.current();
        MigrateRequest wanted = bodies.read(contentType, body, MigrateRequest.class, new MigrateRequest(null));
        return submissions.answerOne(id + wanted.host(), () -> changes.migrate(id, blankToNull(wanted.host()), caller));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
