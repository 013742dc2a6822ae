package org.vmc.build.builds;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.build.load.LoadChart;
import org.vmc.build.load.LoadCsv;
import org.vmc.build.load.LoadProfile;
import org.vmc.build.load.Loads;
import org.vmc.http.problem.ProblemException;

/** What the hosts of builds did. */
@Path("/api/v1/builds/{id}")
@Tag(name = "builds")
@RolesAllowed("viewer")
@RunOnVirtualThread
public class BuildLoadResource {
    private final BuildReports reports;
    private final BuildFiles files;
    private final Loads loads;

    BuildLoadResource(BuildReports reports, BuildFiles files, Loads loads) {
        this.reports = reports;
        this.files = files;
        this.loads = loads;
    }

    /** The load of each host, also while the build runs. */
    @GET
    @Path("/load")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary =
                    "Show what builder and workers did during a build: a verdict, a summary for each, and all samples")
    public LoadProfile load(@PathParam("id") String id) throws IOException {
        return of(reports.find(id));
    }

    /** As a chart. */
    @GET
    @Path("/load.svg")
    @Produces("image/svg+xml")
    @Transactional
    @Operation(summary = "Draw the CPU of builder and workers during a build")
    public String chart(@PathParam("id") String id) throws IOException {
        var build = reports.find(id);
        return LoadChart.of(of(build), "Load during the build of " + build.source());
    }

    /** As a table. */
    @GET
    @Path("/load.csv")
    @Produces("text/csv")
    @Transactional
    @Operation(summary = "Download all samples of builder and workers during a build")
    public Response table(@PathParam("id") String id) throws IOException {
        return Response.ok(LoadCsv.of(of(reports.find(id)).series()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"load.csv\"")
                .build();
    }

    private LoadProfile of(Build build) throws IOException {
        return loads.of(build.id(), files.load(build.id()))
                .orElseThrow(() ->
                        ProblemException.notFound("load of build", build.id().toString()));
    }
}
