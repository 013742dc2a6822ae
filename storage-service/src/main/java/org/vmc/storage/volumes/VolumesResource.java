package org.vmc.storage.volumes;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Cursor;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.classes.StorageClasses;
import org.vmc.storage.hosts.StorageHosts;

/** The volumes. */
@Path("/api/v1/storage/volumes")
@Tag(name = "storage")
@RunOnVirtualThread
class VolumesResource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{0,255}");

    private final Volumes volumes;
    private final VolumeObservation observation;
    private final VolumeRequests requests;
    private final VolumeChanges changes;
    private final VolumeGuards guards;
    private final StorageClasses classes;
    private final StorageHosts hosts;
    private final Callers callers;
    private final Submissions submissions;

    VolumesResource(
            Volumes volumes,
            VolumeObservation observation,
            VolumeRequests requests,
            VolumeChanges changes,
            VolumeGuards guards,
            StorageClasses classes,
            StorageHosts hosts,
            Callers callers,
            Submissions submissions) {
        this.volumes = volumes;
        this.observation = observation;
        this.requests = requests;
        this.changes = changes;
        this.guards = guards;
        this.classes = classes;
        this.hosts = hosts;
        this.callers = callers;
        this.submissions = submissions;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the volumes by name, with what was last seen of them")
    public Page<VolumeView> list(@QueryParam("name") @Nullable String name, @BeanParam PageRequest page) {
        var limit = page.limit();
        var after = page.after().orElse("");
        if (name != null && !isName(name)) {
            throw ProblemException.invalid("name", "must be 1 to 255 letters, digits, dots, dashes and underscores");
        }
        if (!isName(after)) {
            throw Cursor.refused();
        }
        observation.refresh();
        var found = volumes.page(name, after, limit + 1);
        return Page.cut(found, limit, volume -> volume.name).map(VolumeView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "Show a volume with its bricks and how to mount it")
    public VolumeView show(@PathParam("id") String id) {
        observation.refresh();
        return VolumeView.of(volumes.require(id));
    }

    @POST
    @RolesAllowed("engineer")
    @Operation(summary = "Make and start a volume of a storage class")
    public Response create(@NotNull(message = "is missing") NewVolume wanted) {
        var checked = wanted.checked(classes);
        var caller = callers.current();
        var look = hosts.look();
        return submissions.answerOne(wanted, () -> requests.creation(checked, look, caller));
    }

    @POST
    @Path("/{id}/start")
    @RolesAllowed("engineer")
    @Operation(summary = "Start a volume")
    public Response start(@PathParam("id") String id) {
        return submissions.answerOne(id, () -> changes.start(volumes.require(id), callers.current()));
    }

    @POST
    @Path("/{id}/stop")
    @RolesAllowed("engineer")
    @Operation(summary = "Stop a volume; refused while clients use it, unless force=true takes it from them")
    public Response stop(@PathParam("id") String id, @QueryParam("force") @DefaultValue("false") boolean force) {
        requireUnused(id, "stop", force);
        return submissions.answerOne(
                id + " " + force, () -> changes.stop(volumes.require(id), force, callers.current()));
    }

    @POST
    @Path("/{id}/check")
    @RolesAllowed("engineer")
    @Operation(summary = "Write a file through a mount, read it back and find it on the bricks")
    public Response check(@PathParam("id") String id, @QueryParam("client") @Nullable String client) {
        return submissions.answerOne(
                id + " " + client, () -> changes.check(volumes.require(id), client, callers.current()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("engineer")
    @Operation(summary = "Delete a volume with all files in it; refused while clients use it, unless force=true")
    public Response delete(@PathParam("id") String id, @QueryParam("force") @DefaultValue("false") boolean force) {
        requireUnused(id, "delete", force);
        return submissions.answerOne(
                id + " " + force, () -> changes.delete(volumes.require(id), force, callers.current()));
    }

    /** Whether Gluster may have a volume of that name, ours or not; an empty one stands for none. */
    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** What the operation would find out, said at once. */
    private void requireUnused(String id, String doing, boolean force) {
        var volume = volumes.require(id);
        callers.current().requireOwner(volume.owner);
        guards.requireUnpublished(volume.id, volume.name, doing);
        if (!force) {
            guards.requireUnused(VolumeChange.of(volume));
        }
    }
}
