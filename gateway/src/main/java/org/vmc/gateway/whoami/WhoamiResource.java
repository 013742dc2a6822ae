package org.vmc.gateway.whoami;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.identity.Callers;

/** {@code GET /api/v1/whoami}. */
@Path("/api/v1/whoami")
@Tag(name = "identity")
public class WhoamiResource {
    private final Callers callers;

    WhoamiResource(Callers callers) {
        this.callers = callers;
    }

    @GET
    @RolesAllowed("viewer")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "whoami", summary = "Who the token stands for")
    public WhoamiView whoami() {
        var caller = callers.current();
        return new WhoamiView(caller.user(), caller.role().wireName(), caller.team());
    }
}
