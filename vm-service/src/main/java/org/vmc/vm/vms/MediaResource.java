package org.vmc.vm.vms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** CD drives of VMs: everybody may look, engineers change those of their own VMs, operators anybody's. */
@Path("/api/v1/vms/{id}/cd")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "disks")
@RolesAllowed("viewer")
@RunOnVirtualThread
class MediaResource {

    private final VmMedia media;
    private final Submissions submissions;
    private final Callers callers;

    MediaResource(VmMedia media, Submissions submissions, Callers callers) {
        this.media = media;
        this.submissions = submissions;
        this.callers = callers;
    }

    @GET
    @Operation(summary = "Show what is in the CD drive of a VM")
    public CdView show(@PathParam("id") String id) {
        return media.of(id);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Put an ISO into the CD drive of a VM")
    public Response insert(@PathParam("id") String id, @Nullable NewMedium body) {
        Caller caller = callers.current();
        NewMedium wanted = body == null ? new NewMedium(null) : body;
        return submissions.answerOne(wanted, () -> media.insert(id, wanted.iso(), caller));
    }

    @DELETE
    @RolesAllowed("engineer")
    @Operation(summary = "Take the ISO out of the CD drive of a VM")
    public Response eject(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> media.eject(id, caller));
    }
}
