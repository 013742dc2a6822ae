package org.vmc.vm.clocks;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The report on clocks. */
@Path("/api/v1/reports")
@Tag(name = "reports")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ClocksResource {

    private final ClockWatch watch;
    private final ClocksConfig config;

    ClocksResource(ClockWatch watch, ClocksConfig config) {
        this.watch = watch;
        this.config = config;
    }

    /** As they were last measured. */
    @GET
    @Path("/clocks")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Whether the clocks of the hosts agree with ours and with each other")
    public ClockReport clocks() {
        return ClockReport.of(watch.measured(), config.tolerated().toMillis());
    }
}
