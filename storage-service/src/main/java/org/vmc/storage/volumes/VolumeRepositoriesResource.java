package org.vmc.storage.volumes;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.RepositoryKind;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.Target;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.repositories.Backend;
import org.vmc.storage.repositories.NewRepository;
import org.vmc.storage.repositories.Repositories;
import org.vmc.storage.repositories.RepositoryView;

/** Volumes as SRs of pools: engineers publish their own, operators anybody's. */
@Path("/api/v1/storage/volumes/{id}/repositories")
@Tag(name = "storage")
@RunOnVirtualThread
class VolumeRepositoriesResource {

    private static final String FOR_DISKS = "vm-disk";
    private static final String FOR_MEDIA = "iso";

    private final Volumes volumes;
    private final VolumeGuards guards;
    private final Repositories repositories;
    private final Callers callers;
    private final Submissions submissions;

    VolumeRepositoriesResource(
            Volumes volumes, VolumeGuards guards, Repositories repositories, Callers callers, Submissions submissions) {
        this.volumes = volumes;
        this.guards = guards;
        this.repositories = repositories;
        this.callers = callers;
        this.submissions = submissions;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the SRs that a volume is, by pool")
    public Page<RepositoryView> list(@PathParam("id") String id) {
        return Page.of(repositories.of(volumes.require(id).id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Make a volume an SR of a pool, on every host of it")
    public Response publish(@PathParam("id") String id, @Nullable NewRepository body) {
        var wanted = body == null ? new NewRepository(null, null, null) : body;
        var caller = callers.current();
        var volume = volumes.require(id);
        caller.requireOwner(volume.owner);
        var checked = wanted.checked(
                volume.name, FOR_MEDIA.equals(volume.storageClass) ? RepositoryKind.ISO : RepositoryKind.VDI);
        requireFit(volume, checked.kind());
        guards.requireStarted(VolumeChange.of(volume));
        return submissions.answerOne(
                wanted, () -> repositories.publish(backend(volumes.require(id), checked.kind()), checked, caller));
    }

    @DELETE
    @Path("/{pool}")
    @RolesAllowed("engineer")
    @Operation(summary = "Take the SR that a volume is out of a pool; refused while disks are on it, which are named")
    public Response unpublish(@PathParam("id") String id, @PathParam("pool") String pool) {
        callers.current().requireOwner(volumes.require(id).owner);
        return submissions.answerOne(id + " " + pool, () -> {
            var volume = volumes.require(id);
            return repositories.unpublish(new Target(Backend.VOLUME, volume.id, volume.name), pool);
        });
    }

    /** Other classes cache what a guest was told is written. Volumes that were found have no class. */
    private static void requireFit(Volume volume, RepositoryKind kind) {
        if (kind == RepositoryKind.VDI && volume.storageClass != null && !volume.storageClass.equals(FOR_DISKS)) {
            throw ProblemException.conflict(
                    "%s has the class %s, whose caches may lose what a guest was told is written. Make a volume of class %s for disks of VMs: /storage volume create … class:%s"
                            .formatted(volume.name, volume.storageClass, FOR_DISKS, FOR_DISKS));
        }
    }

    /** XAPI's driver for media speaks NFS and no GlusterFS, so these are reached through an NFS server on a host. */
    private static Backend backend(Volume volume, RepositoryKind kind) {
        var hosts = volume.bricks.stream().map(brick -> brick.host).distinct().toList();
        var server = hosts.getFirst() + ":/" + volume.name;
        return switch (kind) {
            case VDI ->
                new Backend(
                        Backend.VOLUME,
                        volume.id,
                        volume.name,
                        "glusterfs",
                        hosts.size() == 1
                                ? Map.of("server", server)
                                : Map.of(
                                        "server",
                                        server,
                                        "backupservers",
                                        hosts.stream().skip(1).collect(Collectors.joining(":"))));
            case ISO ->
                new Backend(
                        Backend.VOLUME, volume.id, volume.name, "iso", Map.of("location", server, "type", "nfs_iso"));
        };
    }
}
