package org.vmc.vm.plans;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.rest.Submissions;
import org.vmc.vm.plans.Plans.Planned;

/** Hosts emptied and opened, and pools rebalanced: for operators. A dry run shows each move and why. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hosts")
@RolesAllowed("operator")
@RunOnVirtualThread
class PlansResource {

    private final Plans plans;
    private final Submissions submissions;

    PlansResource(Plans plans, Submissions submissions) {
        this.plans = plans;
        this.submissions = submissions;
    }

    /** Empties a host, named or by uuid. */
    @POST
    @Path("/hosts/{host}/evacuate")
    @Operation(summary = "Disable a host and move its running VMs to others")
    public Response evacuate(@PathParam("host") String host, @QueryParam("dryRun") @Nullable String dryRun) {
        return answer(plans.evacuation(host), dryRun);
    }

    /** Lets VMs come to a host again. */
    @POST
    @Path("/hosts/{host}/enable")
    @Operation(summary = "Let VMs come to a host again")
    public Response enable(@PathParam("host") String host) {
        return submissions.answerOne(host, () -> plans.enabling(host));
    }

    /** Moves VMs of a pool to where the hosts share the load better. */
    @POST
    @Path("/pools/{pool}/rebalance")
    @Operation(summary = "Move VMs so that the hosts of a pool share the load better")
    public Response rebalance(@PathParam("pool") String pool, @QueryParam("dryRun") @Nullable String dryRun) {
        return answer(plans.rebalance(pool), dryRun);
    }

    /** Made before the accepting transaction begins: the search takes its time. */
    private Response answer(Planned planned, @Nullable String dryRun) {
        if ("true".equals(dryRun) || "".equals(dryRun)) {
            return Response.ok(PlanPreview.of(planned.operation(), planned.plan()))
                    .build();
        }
        return submissions.answerOne(planned.operation().target().key(), planned::operation);
    }
}
