package org.vmc.storage.volumes;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.identity.Callers;
import org.vmc.operations.rest.Submissions;

/** How volumes are, and what mends them: engineers their own, operators anybody's. */
@Path("/api/v1/storage/volumes")
@Tag(name = "storage")
@RunOnVirtualThread
class VolumeHealthResource {

    private final Volumes volumes;
    private final VolumeHealths healths;
    private final HealthRequests requests;
    private final Callers callers;
    private final Submissions submissions;

    VolumeHealthResource(
            Volumes volumes, VolumeHealths healths, HealthRequests requests, Callers callers, Submissions submissions) {
        this.volumes = volumes;
        this.healths = healths;
        this.requests = requests;
        this.callers = callers;
        this.submissions = submissions;
    }

    @GET
    @Path("/{id}/health")
    @RolesAllowed("viewer")
    @Operation(summary = "Ask how a volume is: its bricks, its self-heal daemons, what is left to heal, and what helps")
    public VolumeHealthView health(@PathParam("id") String id) {
        return healths.of(volumes.require(id));
    }

    @POST
    @Path("/{id}/heal")
    @RolesAllowed("engineer")
    @Operation(summary = "Start what does not run of a volume, repair everything and wait until nothing is left")
    public Response heal(@PathParam("id") String id) {
        return submissions.answerOne(id, () -> requests.heal(volumes.require(id), callers.current()));
    }
}
