package org.vmc.vm.vms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.operations.rest.Submissions;
import org.vmc.vm.inventory.ObservedTemplate;

/** Restoring broken VMs: everybody may look, engineers restore their own, operators anybody's. */
@Path("/api/v1/vms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "restore")
@RolesAllowed("viewer")
@RunOnVirtualThread
class RestoreResource {

    private final VmRestores restores;
    private final VmDirectory directory;
    private final Submissions submissions;
    private final Callers callers;

    RestoreResource(VmRestores restores, VmDirectory directory, Submissions submissions, Callers callers) {
        this.restores = restores;
        this.directory = directory;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** The disk of the VM that is in quarantine. */
    @GET
    @Path("/{id}/restore")
    @Operation(summary = "Show the disk of a restored VM that is in quarantine")
    public KeptDiskView show(@PathParam("id") String id) {
        return restores.quarantine(directory.ours(id));
    }

    /** Replaces the disk the VM boots from. */
    @POST
    @Path("/{id}/restore")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Give a VM the system disk of a recovery template; its own goes into quarantine")
    public Response restore(@PathParam("id") String id, @Nullable RestoreRequest body) {
        Caller caller = callers.current();
        RestoreRequest wanted = body == null ? new RestoreRequest(null) : body;
        ObservedTemplate template = restores.template(id, wanted.template(), caller);
        return submissions.answerOne(wanted, () -> restores.restore(id, template, caller));
    }

    /** Puts the disk in quarantine back. */
    @POST
    @Path("/{id}/restore/undo")
    @RolesAllowed("engineer")
    @Operation(summary = "Put the disk in quarantine back and destroy the one that took its place")
    public Response undo(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> restores.undo(id, caller));
    }

    /** Destroys the disk in quarantine. */
    @POST
    @Path("/{id}/restore/release")
    @RolesAllowed("engineer")
    @Operation(summary = "Destroy the disk of a restored VM that is in quarantine")
    public Response release(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> restores.release(id, caller));
    }
}
