package org.vmc.gateway.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;

/** {@code /api/v1/audit}: who did or tried what. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
@RunOnVirtualThread
public class AuditResource {
    private final AuditTrail trail;
    private final Callers callers;

    AuditResource(AuditTrail trail, Callers callers) {
        this.trail = trail;
        this.callers = callers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            operationId = "listAudit",
            summary = "List changes and refusals, newest first; your own, or everybody's for an operator")
    public Page<AuditEntry> list(@BeanParam AuditFilter filter, @BeanParam PageRequest page) {
        return trail.find(filter, callers.current(), page);
    }
}
