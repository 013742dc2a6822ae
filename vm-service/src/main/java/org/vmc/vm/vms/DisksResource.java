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

/** Disks of VMs: everybody may look, engineers change those of their own VMs, operators anybody's. */
@Path("/api/v1/vms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "disks")
@RolesAllowed("viewer")
@RunOnVirtualThread
class DisksResource {

    private final VmDisks disks;
    private final DiskMoves moves;
    private final Submissions submissions;
    private final Callers callers;

    DisksResource(VmDisks disks, DiskMoves moves, Submissions submissions, Callers callers) {
        this.disks = disks;
        this.moves = moves;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Disks of a VM, in the order of its bus. */
    @GET
    @Path("/{id}/disks")
    @Operation(summary = "List the disks of a VM")
    public Page<DiskView> list(@PathParam("id") String id) {
        return Page.of(disks.of(id));
    }

    /** Makes a disk and gives it to the VM. */
    @POST
    @Path("/{id}/disks")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Give a VM another disk")
    public Response attach(@PathParam("id") String id, @Nullable NewDisk body) {
        Caller caller = callers.current();
        NewDisk wanted = body == null ? new NewDisk(null, null, null) : body;
        return submissions.answerOne(wanted, () -> disks.attach(id, wanted, caller));
    }

    /** Takes a disk from the VM and destroys it. */
    @DELETE
    @Path("/{id}/disks/{disk}")
    @RolesAllowed("engineer")
    @Operation(summary = "Take a disk from a VM and destroy it")
    public Response delete(@PathParam("id") String id, @PathParam("disk") String disk) {
        Caller caller = callers.current();
        return submissions.answerOne(id + disk, () -> disks.delete(id, disk, caller));
    }

    /** Takes the disk from the VM and keeps it for its owner. */
    @POST
    @Path("/{id}/disks/{disk}/detach")
    @RolesAllowed("engineer")
    @Operation(summary = "Take a disk from a VM and keep it")
    public Response detach(@PathParam("id") String id, @PathParam("disk") String disk) {
        Caller caller = callers.current();
        return submissions.answerOne(id + disk, () -> moves.detach(id, disk, caller));
    }

    /** Takes the disk from the VM and gives it to another. */
    @POST
    @Path("/{id}/disks/{disk}/move")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Take a disk from a VM and give it to another of the same owner")
    public Response move(@PathParam("id") String id, @PathParam("disk") String disk, @Nullable MoveDiskRequest body) {
        Caller caller = callers.current();
        MoveDiskRequest wanted = body == null ? new MoveDiskRequest(null) : body;
        return submissions.answerOne(wanted, () -> moves.move(id, disk, wanted.to(), caller));
    }
}
