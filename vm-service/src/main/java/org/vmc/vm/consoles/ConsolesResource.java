package org.vmc.vm.consoles;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;

/** Tickets to consoles: engineers get them for their own VMs, operators for anybody's. */
@Path("/api/v1/vms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "consoles")
@RolesAllowed("engineer")
@RunOnVirtualThread
class ConsolesResource {

    private final Consoles consoles;
    private final Callers callers;

    ConsolesResource(Consoles consoles, Callers callers) {
        this.consoles = consoles;
        this.callers = callers;
    }

    /** Gives a ticket to a console of a running VM. */
    @POST
    @Path("/{id}/console")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Get a ticket to a console of a running VM",
            description = "The ticket is good once and for seconds. Open a WebSocket at the address of the answer and"
                    + " offer its subprotocols; binary frames then carry the console's bytes both ways.")
    @APIResponse(
            responseCode = "201",
            description = "The ticket",
            content = @Content(schema = @Schema(implementation = ConsoleTicketView.class)))
    public Response ticket(@PathParam("id") String id, @Nullable ConsoleRequest body) {
        ConsoleRequest wanted = body == null ? new ConsoleRequest(null) : body;
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(consoles.ticket(id, wanted, callers.current()))
                .build();
    }
}
