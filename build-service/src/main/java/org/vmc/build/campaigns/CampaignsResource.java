package org.vmc.build.campaigns;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Cursor;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.rest.OperationView;
import org.vmc.operations.rest.Submissions;

/** Campaigns of builds: asked for, listed, shown, drawn, exported. */
@Path("/api/v1/build-campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "builds")
@RolesAllowed("viewer")
@RunOnVirtualThread
public class CampaignsResource {
    private static final String SVG = "image/svg+xml";
    private static final String CSV = "text/csv;charset=UTF-8";

    private final CampaignRequests requests;
    private final Campaigns campaigns;
    private final CampaignRuns runs;
    private final CampaignReports reports;
    private final Callers callers;
    private final Submissions submissions;

    CampaignsResource(
            CampaignRequests requests,
            Campaigns campaigns,
            CampaignRuns runs,
            CampaignReports reports,
            Callers callers,
            Submissions submissions) {
        this.requests = requests;
        this.campaigns = campaigns;
        this.runs = runs;
        this.reports = reports;
        this.callers = callers;
        this.submissions = submissions;
    }

    /** Runs a campaign. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Build a source again and again: to compare ways of building it, or to find the best -j")
    @APIResponse(
            responseCode = "202",
            description = "Accepted; the operation's target is the campaign",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response run(@Nullable NewCampaign wanted) {
        if (wanted == null) {
            throw ProblemException.invalid("body", "must be a campaign: source and variants");
        }
        var caller = callers.current();
        return submissions.answerOne(wanted, () -> requests.accept(wanted, caller.user(), caller.team()));
    }

    /** Campaigns, newest first. */
    @GET
    @Transactional
    @Operation(summary = "List campaigns, newest first, with the results of those that have ended")
    public Page<CampaignView> list(@BeanParam PageRequest page) {
        var limit = page.limit();
        var found = campaigns.newest(page.after().map(CampaignsResource::position), limit + 1);
        var counts = runs.counts(found.stream().map(Campaign::id).toList());
        var views = found.stream()
                .map(campaign ->
                        CampaignView.listed(campaign, counts.getOrDefault(campaign.id(), CampaignRuns.Count.NONE)))
                .toList();
        return Page.cut(views, limit, last -> last.id().toString());
    }

    /** One campaign. */
    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Show a campaign: figures of each variant, comparison with the first, verdict, optimum")
    public CampaignView show(@PathParam("id") String id) {
        return view(campaigns.require(id));
    }

    /** Its builds. */
    @GET
    @Path("/{id}/runs")
    @Transactional
    @Operation(summary = "List the builds of a campaign with their times, in their order")
    public Page<RunView> runs(@PathParam("id") String id) {
        return Page.of(runsOf(campaigns.require(id)));
    }

    /** Its builds, for a spreadsheet. */
    @GET
    @Path("/{id}/runs.csv")
    @Produces(CSV)
    @Transactional
    @Operation(summary = "The builds of a campaign with their times as CSV")
    public Response csv(@PathParam("id") String id) {
        var campaign = campaigns.require(id);
        var lines = runsOf(campaign).stream().map(RunView::csv).collect(Collectors.joining("", RunView.CSV_HEAD, ""));
        return Response.ok(lines)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"campaign-%s.csv\"".formatted(campaign.id()))
                .build();
    }

    /** One of its charts; a browser that opens it runs nothing. */
    @GET
    @Path("/{id}/{file: [a-z]+[.]svg}")
    @Produces(SVG)
    @Transactional
    @Operation(summary = "A chart of a campaign: histogram, runs (in sequence), comparison or sweep")
    public Response chart(@PathParam("id") String id, @PathParam("file") String file) {
        var campaign = campaigns.require(id);
        var drawn = Arrays.stream(CampaignCharts.values())
                .filter(kind -> file.equals(kind.name().toLowerCase(Locale.ROOT) + ".svg"))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("chart", file))
                .draw(campaign, reports.of(campaign, runs.of(campaign.id())));
        return Response.ok(drawn)
                .header("Content-Security-Policy", "default-src 'none'")
                .build();
    }

    private CampaignView view(Campaign campaign) {
        return CampaignView.of(campaign, reports.of(campaign, runs.of(campaign.id())));
    }

    private List<RunView> runsOf(Campaign campaign) {
        return runs.of(campaign.id()).stream()
                .map(run -> RunView.of(run, campaign))
                .toList();
    }

    private static UUID position(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Cursor.refused();
        }
    }
}
