package org.vmc.build.tuning;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.page.Page;

/** What is known of the best number of jobs. */
@Path("/api/v1/build-tunings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "builds")
@RolesAllowed("viewer")
@RunOnVirtualThread
public class TuningsResource {
    private static final int NEWEST = 200;

    private final Tunings tunings;

    TuningsResource(Tunings tunings) {
        this.tunings = tunings;
    }

    /** The newest two hundred. */
    @GET
    @Operation(summary = "List the numbers of jobs that were found to be best, per source, recipe and machines")
    public Page<TuningView> list() {
        return Page.of(tunings.all(NEWEST));
    }
}
