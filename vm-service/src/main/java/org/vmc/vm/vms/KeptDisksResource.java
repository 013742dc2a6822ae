package org.vmc.vm.vms;

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
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.operations.rest.Submissions;

/** Disks that no VM has: everybody may look, engineers change their own, operators anybody's. */
@Path("/api/v1/disks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "disks")
@RolesAllowed("viewer")
@RunOnVirtualThread
class KeptDisksResource {

    private final DiskMoves disks;
    private final Submissions submissions;
    private final Callers callers;

    KeptDisksResource(DiskMoves disks, Submissions submissions, Callers callers) {
        this.disks = disks;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Disks that no VM has, by name. */
    @GET
    @Operation(summary = "List the disks that no VM has")
    public Page<KeptDiskView> list() {
        return Page.of(disks.all());
    }

    /** One of them. */
    @GET
    @Path("/{disk}")
    @Operation(summary = "Show a disk that no VM has")
    public KeptDiskView one(@PathParam("disk") String disk) {
        return disks.one(disk);
    }

    /** Gives it to a VM. */
    @POST
    @Path("/{disk}/attach")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Give a disk that no VM has to a VM of its owner")
    public Response attach(@PathParam("disk") String disk, @Nullable AttachDiskRequest body) {
        Caller caller = callers.current();
        AttachDiskRequest wanted = body == null ? new AttachDiskRequest(null) : body;
        return submissions.answerOne(wanted, () -> disks.attach(disk, wanted.vm(), caller));
    }

    /** Destroys it. */
    @DELETE
    @Path("/{disk}")
    @RolesAllowed("engineer")
    @Operation(summary = "Destroy a disk that no VM has")
    public Response delete(@PathParam("disk") String disk) {
        Caller caller = callers.current();
        return submissions.answerOne(disk, () -> disks.delete(disk, caller));
    }
}
