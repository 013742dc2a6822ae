package org.vmc.storage.volumes;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.operations.rest.Submissions;

/** How volumes are, and what mends them: engineers their own, operators anybody's. */
@Path("/api/v1/storage/volumes")
@Tag(name = "storage")
@RunOnVirtualThread
class VolumeHealthResource {

    /** @param host whose brick is stopped; chosen when it is left out */
    record Drill(@Nullable String host) {}

    private final Volumes volumes;
    private final VolumeGuards guards;
    private final VolumeHealths healths;
    private final HealthRequests requests;
    private final Callers callers;
    private final Submissions submissions;

    VolumeHealthResource(
            Volumes volumes,
            VolumeGuards guards,
            VolumeHealths healths,
            HealthRequests requests,
            Callers callers,
            Submissions submissions) {
        this.volumes = volumes;
        this.guards = guards;
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

    @POST
    @Path("/{id}/drill")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Stop a brick of a volume while files are written and read, bring it back, heal and compare")
    public Response drill(@PathParam("id") String id, @Nullable Drill body) {
        var wanted = body == null ? new Drill(null) : body;
        var caller = callers.current();
        var volume = volumes.require(id);
        requests.drill(volume, wanted.host(), caller);
        // What the operation would find out, said at once.
        guards.requireFitForDrill(guards.requireStarted(VolumeChange.of(volume)));
        return submissions.answerOne(wanted, () -> requests.drill(volumes.require(id), wanted.host(), caller));
    }
}
