package org.vmc.storage.disks;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.page.Page;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.gluster.DiskInspection;
import org.vmc.storage.gluster.HostDisks;
import org.vmc.storage.hosts.StorageHosts;

/** The disks of the storage hosts. */
@Path("/api/v1/storage/disks")
@Tag(name = "storage")
@RunOnVirtualThread
class DisksResource {

    private static final int LEAST_MEBIBYTES = 1;
    private static final int MOST_MEBIBYTES = 4096;
    private static final int USUAL_MEBIBYTES = 256;

    /** @param mebibytes how much to read, from 1 to 4096; 256 when it is left out */
    record Reading(@Nullable Integer mebibytes) {}

    private final DiskInspection inspection;
    private final StorageHosts hosts;
    private final ReadDisk readDisk;
    private final Submissions submissions;

    DisksResource(DiskInspection inspection, StorageHosts hosts, ReadDisk readDisk, Submissions submissions) {
        this.inspection = inspection;
        this.hosts = hosts;
        this.readDisk = readDisk;
        this.submissions = submissions;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            summary =
                    "List the disks of each storage host: model, size, kind, speed of the link, health; with warnings")
    public Page<HostDisksView> list() {
        return Page.of(inspection.disks().stream().map(HostDisksView::of).toList());
    }

    @POST
    @Path("/{host}/{disk}/read-benchmark")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Measure how fast a disk is read, from its beginning and past the cache; only reads")
    public Response readBenchmark(
            @PathParam("host") String host, @PathParam("disk") String disk, @Nullable Reading body) {
        var wanted = body == null || body.mebibytes() == null ? USUAL_MEBIBYTES : body.mebibytes();
        if (wanted < LEAST_MEBIBYTES || wanted > MOST_MEBIBYTES) {
            throw ProblemException.invalid(
                    "mebibytes", "must be from %d to %d".formatted(LEAST_MEBIBYTES, MOST_MEBIBYTES));
        }
        if (!hosts.names().contains(host)) {
            throw ProblemException.notFound("storage host", host);
        }
        requireDisk(host, disk);
        var input = new DiskReading(host, disk, wanted);
        var target = new Target("disk", input.diskId(), DiskReading.toString(host, disk));
        return submissions.answerOne(input, () -> NewOperation.of(readDisk, input, target));
    }

    private void requireDisk(String host, String disk) {
        switch (inspection.disks(host)) {
            case HostDisks.Answered answered -> {
                if (answered.disks().stream().noneMatch(each -> each.name().equals(disk))) {
                    throw ProblemException.notFound("disk of %s named".formatted(host), disk);
                }
            }
            case HostDisks.Silent silent ->
                throw ProblemException.of(
                                ProblemType.UPSTREAM_UNREACHABLE,
                                "%s does not list its disks: %s.".formatted(host, silent.reason()))
                        .retryAfter(Duration.ofSeconds(10));
        }
    }
}
