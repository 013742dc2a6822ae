package org.vmc.build.builds;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.build.BuildMode;
import org.vmc.http.page.Cursor;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.rest.OperationView;
import org.vmc.operations.rest.Submissions;

/** Builds: asked for, listed, shown. */
@Path("/api/v1/builds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "builds")
@RolesAllowed("viewer")
@RunOnVirtualThread
public class BuildsResource {
    private final BuildOrders orders;
    private final BuildReports reports;
    private final Submissions submissions;

    BuildsResource(BuildOrders orders, BuildReports reports, Submissions submissions) {
        this.orders = orders;
        this.reports = reports;
        this.submissions = submissions;
    }

    /** Runs a build. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Build a source on a builder, alone or with workers")
    @APIResponse(
            responseCode = "202",
            description = "Accepted; the operation's target is the build",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response run(@Nullable NewBuild wanted) {
        if (wanted == null) {
            throw ProblemException.invalid("body", "must be a build: source and mode");
        }
        return submissions.answerOne(wanted, () -> orders.accept(wanted));
    }

    /** Builds, newest first. */
    @GET
    @Transactional
    @Operation(summary = "List builds, newest first")
    public Page<BuildView> list(
            @QueryParam("source") @Nullable String source,
            @QueryParam("mode") @Nullable String mode,
            @BeanParam PageRequest page) {
        var filter = new BuildFilter(isGiven(source) ? source : null, isGiven(mode) ? mode(mode) : null);
        var limit = page.limit();
        var found = reports.list(filter, page.after().map(BuildsResource::position), limit + 1);
        return Page.cut(found, limit, last -> last.id().toString());
    }

    /** One build, compared with the latest local build of the same source. */
    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Show a build with its times, workers, losses and comparison")
    public BuildView show(@PathParam("id") String id) {
        return reports.show(reports.find(id));
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static BuildMode mode(@Nullable String text) {
        return NewBuild.readMode(text)
                .orElseThrow(() -> ProblemException.invalid("mode", "must be local or distributed"));
    }

    private static UUID position(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Cursor.refused();
        }
    }
}
