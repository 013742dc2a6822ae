package org.vmc.storage.preflight;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.storage.gluster.GlusterConfig;

/** The preflight of the storage hosts. */
@Path("/api/v1/storage/preflight")
@Tag(name = "storage")
@RolesAllowed("viewer")
@RunOnVirtualThread
class PreflightResource {

    private final Preflight preflight;
    private final Duration probeTimeout;

    PreflightResource(Preflight preflight, GlusterConfig config) {
        this.preflight = preflight;
        this.probeTimeout = config.probeTimeout();
    }

    @GET
    @Operation(
            summary =
                    "Check all storage hosts: packages, versions, file systems, and every connection between them; with"
                            + " ports to open and what to install")
    public PreflightView show() {
        return PreflightView.of(preflight.report(), probeTimeout);
    }
}
