package org.vmc.storage.files;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.BrickFiles;
import org.vmc.storage.volumes.UsableVolumes;

/** Files of a volume, found on its bricks. */
@Path("/api/v1/storage/volumes")
@Tag(name = "storage")
@RunOnVirtualThread
class VolumeFilesResource {

    private static final int LONGEST_PATTERN = 255;
    private static final int MOST = 1000;

    private final UsableVolumes volumes;
    private final BrickScan scan;

    VolumeFilesResource(UsableVolumes volumes, BrickScan scan) {
        this.volumes = volumes;
        this.scan = scan;
    }

    @GET
    @Path("/{id}/files")
    @RolesAllowed("viewer")
    @Operation(
            summary = "Find files of a volume by name on its bricks, all at the same time, instead of through a mount")
    public VolumeFiles find(
            @PathParam("id") String id,
            @QueryParam("name") @Nullable String name,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        var volume = volumes.require(id);
        if (name == null || name.isEmpty() || name.length() > LONGEST_PATTERN || name.indexOf('/') >= 0) {
            throw ProblemException.invalid(
                    "name", "must be a name or a pattern such as *.c, of 1 to 255 characters without a slash");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid("name", "must not contain control characters");
        }
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be from 1 to %d".formatted(MOST));
        }
        var begun = System.nanoTime();
        var found = scan.find(volume, name, limit + 1);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        var whole = BrickScan.keepsWholeFiles(volume);
        var items = found.stream()
                .sorted(Comparator.comparing(BrickFiles.Found::path))
                .limit(limit)
                .map(file -> new VolumeFiles.File(file.path(), whole ? file.bytes() : null, file.modifiedAt()))
                .toList();
        return new VolumeFiles(items, found.size() > limit, volume.sets().size(), took.toMillis());
    }
}
