package org.vmc.vm.reports;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.vms.VmCensus;

/** Reports over all pools. */
@Path("/api/v1/reports")
@Tag(name = "reports")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ReportsResource {

    private static final String SVG = "image/svg+xml";

    private final Inventory inventory;
    private final VmCensus census;
    private final OwnParts own;

    ReportsResource(Inventory inventory, VmCensus census, OwnParts own) {
        this.inventory = inventory;
        this.census = census;
        this.own = own;
    }

    /** What one failure would take with it. */
    @GET
    @Path("/spof")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Single points of failure, with what to do about each")
    public SpofReport spof() {
        return SpofReport.of(inventory.pools(), census.all(), OwnPoints.of(own.count()));
    }

    /** What is promised and used, by pool, host, SR, owner and team. */
    @GET
    @Path("/utilisation")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How much of what there is is promised and used")
    public UtilisationReport utilisation() {
        return UtilisationReport.of(inventory.pools(), census.all());
    }

    /** The same as a picture; a browser that opens it runs nothing. */
    @GET
    @Path("/utilisation.svg")
    @Produces(SVG)
    @Operation(summary = "The utilisation report as a bar chart")
    public Response chart() {
        return Response.ok(UtilisationChart.of(UtilisationReport.of(inventory.pools(), List.of())))
                .header("Content-Security-Policy", "default-src 'none'")
                .build();
    }
}
