package org.vmc.vm.vms;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.operations.rest.Submissions;

/** Size, name, lease and owner of VMs: engineers change their own, operators anybody's. */
@Path("/api/v1/vms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vms")
@RolesAllowed("engineer")
@RunOnVirtualThread
class VmSettingsResource {

    private final VmSettings settings;
    private final VmClaims claims;
    private final Submissions submissions;
    private final Callers callers;
    private final OptionalBody bodies;

    VmSettingsResource(
            VmSettings settings, VmClaims claims, Submissions submissions, Callers callers, OptionalBody bodies) {
        this.settings = settings;
        this.claims = claims;
        this.bodies = bodies;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Gives a halted VM another type. */
    @POST
    @Path("/{id}/resize")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Give a halted VM another type")
    public Response resize(@PathParam("id") String id, @Nullable ResizeRequest body) {
        Caller caller = callers.current();
        ResizeRequest wanted = body == null ? new ResizeRequest(null) : body;
        return submissions.answerOne(wanted, () -> settings.resize(id, wanted.type(), caller));
    }

    /** Gives a VM another name. */
    @POST
    @Path("/{id}/rename")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Give a VM another name")
    public Response rename(@PathParam("id") String id, @Nullable RenameRequest body) {
        Caller caller = callers.current();
        RenameRequest wanted = body == null ? new RenameRequest(null) : body;
        return submissions.answerOne(wanted, () -> settings.rename(id, wanted.name(), caller));
    }

    /** Extends the lease of a VM. */
    @POST
    @Path("/{id}/extend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Extend the lease of a VM")
    public Response extend(@PathParam("id") String id, @Nullable ExtendRequest body) {
        Caller caller = callers.current();
        ExtendRequest wanted = body == null ? new ExtendRequest(null) : body;
        return submissions.answerOne(wanted, () -> settings.extend(id, wanted.by(), caller));
    }

    /** Makes a VM of the pool that was made elsewhere one of ours. */
    @POST
    @Path("/{id}/claim")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("operator")
    @Operation(summary = "Give a VM that was made in the pool itself an owner here")
    @RequestBody(content = @Content(schema = @Schema(implementation = ClaimRequest.class)))
    public Response claim(
            @PathParam("id") String id,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @Nullable String body)
            throws JsonProcessingException {
        Caller caller = callers.current();
        ClaimRequest wanted = bodies.read(contentType, body, ClaimRequest.class, new ClaimRequest(null, null, null));
        return submissions.answerOne(wanted, () -> claims.claim(id, wanted, caller));
    }
}
