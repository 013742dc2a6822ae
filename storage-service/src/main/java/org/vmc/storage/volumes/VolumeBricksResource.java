package org.vmc.storage.volumes;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.hosts.StorageHosts;

/** More, fewer and other bricks for volumes: engineers change their own, operators anybody's. */
@Path("/api/v1/storage/volumes")
@Tag(name = "storage")
@RolesAllowed("engineer")
@RunOnVirtualThread
class VolumeBricksResource {

    /** @param sets how many more; 1 when it is left out */
    record Expansion(@Nullable Integer sets) {}

    /** @param size what it shall hold at most, such as {@code 2G} */
    record Size(@Nullable String size) {}

    /** @param set number of the one that goes; the last when it is left out */
    record Shrinking(@Nullable Integer set) {}

    /**
     * A brick for another.
     *
     * @param brick {@code host:/path}, or its host alone when the volume has one brick there
     * @param to host of the new one; chosen when it is left out
     */
    record Replacement(@Nullable String brick, @Nullable String to) {}

    private final Volumes volumes;
    private final VolumeGuards guards;
    private final BrickRequests requests;
    private final SizeRequests sizes;
    private final StorageHosts hosts;
    private final Callers callers;
    private final Submissions submissions;

    VolumeBricksResource(
            Volumes volumes,
            VolumeGuards guards,
            BrickRequests requests,
            SizeRequests sizes,
            StorageHosts hosts,
            Callers callers,
            Submissions submissions) {
        this.volumes = volumes;
        this.guards = guards;
        this.requests = requests;
        this.sizes = sizes;
        this.hosts = hosts;
        this.callers = callers;
        this.submissions = submissions;
    }

    @POST
    @Path("/{id}/expand")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add sets of bricks to a volume and spread its files over all of them")
    public Response expand(@PathParam("id") String id, @Nullable Expansion body) {
        var wanted = body == null ? new Expansion(null) : body;
        var caller = callers.current();
        requireMovable(id);
        var look = hosts.look();
        return submissions.answerOne(
                wanted, () -> requests.expansion(volumes.require(id), wanted.sets(), look, caller));
    }

    @POST
    @Path("/{id}/shrink")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Move all files off a set of bricks and take it away from a volume")
    public Response shrink(@PathParam("id") String id, @Nullable Shrinking body) {
        var wanted = body == null ? new Shrinking(null) : body;
        var caller = callers.current();
        requireMovable(id);
        var volume = volumes.require(id);
        guards.requireUnpublished(volume.id, volume.name, "shrink");
        return submissions.answerOne(wanted, () -> requests.shrinking(volumes.require(id), wanted.set(), caller));
    }

    @POST
    @Path("/{id}/resize")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Let a volume hold more or less on the bricks it has; refused below what its files take")
    public Response resize(@PathParam("id") String id, @Nullable Size body) {
        var wanted = body == null ? new Size(null) : body;
        var size = SizeRequests.checked(wanted.size());
        var caller = callers.current();
        var volume = volumes.require(id);
        caller.requireOwner(volume.owner);
        var change = VolumeChange.of(volume);
        guards.requireStarted(change);
        if (volume.sizeBytes != null && size.bytes() < volume.sizeBytes) {
            guards.requireUnpublished(volume.id, volume.name, "shrink");
        }
        guards.requireHolds(change, size.bytes());
        var look = hosts.look();
        return submissions.answerOne(wanted, () -> sizes.resize(volumes.require(id), size, look, caller));
    }

    @POST
    @Path("/{id}/rebalance")
    @Operation(summary = "Spread the files of a volume anew over all its sets; a cancel stops that")
    public Response rebalance(@PathParam("id") String id) {
        var caller = callers.current();
        requireMovable(id);
        return submissions.answerOne(id, () -> requests.rebalance(volumes.require(id), caller));
    }

    @POST
    @Path("/{id}/replace-brick")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Put a new brick in the place of another and wait until it holds what its set keeps")
    public Response replaceBrick(@PathParam("id") String id, @Nullable Replacement body) {
        var wanted = body == null ? new Replacement(null, null) : body;
        var caller = callers.current();
        var look = hosts.look();
        return submissions.answerOne(
                wanted, () -> requests.replacement(volumes.require(id), wanted.brick(), wanted.to(), look, caller));
    }

    /** What the operation would find out, said at once. */
    private void requireMovable(String id) {
        var volume = volumes.require(id);
        callers.current().requireOwner(volume.owner);
        guards.requireUnusedIfSharded(guards.requireStarted(VolumeChange.of(volume)));
    }
}
