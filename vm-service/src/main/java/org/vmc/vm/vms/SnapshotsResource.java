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

/** Snapshots of VMs: everybody may look, engineers change those of their own VMs, operators anybody's. */
@Path("/api/v1/vms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "snapshots")
@RolesAllowed("viewer")
@RunOnVirtualThread
class SnapshotsResource {

    private final VmSnapshots snapshots;
    private final Submissions submissions;
    private final Callers callers;

    SnapshotsResource(VmSnapshots snapshots, Submissions submissions, Callers callers) {
        this.snapshots = snapshots;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Snapshots of a VM, oldest first. */
    @GET
    @Path("/{id}/snapshots")
    @Operation(summary = "List the snapshots of a VM")
    public Page<SnapshotView> list(@PathParam("id") String id) {
        return Page.of(snapshots.of(id).stream().map(SnapshotView::of).toList());
    }

    /** Takes a snapshot. */
    @POST
    @Path("/{id}/snapshots")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Snapshot the disks of a VM, and its memory when asked for")
    public Response take(@PathParam("id") String id, @Nullable NewSnapshot body) {
        Caller caller = callers.current();
        NewSnapshot wanted = body == null ? new NewSnapshot(null, null) : body;
        return submissions.answerOne(wanted, () -> snapshots.take(id, wanted.name(), wanted.withMemory(), caller));
    }

    /** Puts the VM back to a snapshot. */
    @POST
    @Path("/{id}/snapshots/{snapshot}/revert")
    @RolesAllowed("engineer")
    @Operation(summary = "Put a VM back to a snapshot; what it has done since is lost")
    public Response revert(@PathParam("id") String id, @PathParam("snapshot") String snapshot) {
        Caller caller = callers.current();
        return submissions.answerOne(id + snapshot, () -> snapshots.revert(id, snapshot, caller));
    }

    /** Deletes a snapshot and its disks. */
    @DELETE
    @Path("/{id}/snapshots/{snapshot}")
    @RolesAllowed("engineer")
    @Operation(summary = "Delete a snapshot and its disks")
    public Response delete(@PathParam("id") String id, @PathParam("snapshot") String snapshot) {
        Caller caller = callers.current();
        return submissions.answerOne(id + snapshot, () -> snapshots.delete(id, snapshot, caller));
    }
}
