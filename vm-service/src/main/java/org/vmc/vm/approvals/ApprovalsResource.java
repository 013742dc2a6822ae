package org.vmc.vm.approvals;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.http.problem.ProblemException;

/** Requests that wait for an approval. Who may decide is checked for each; nobody decides their own. */
@Path("/api/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "approvals")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ApprovalsResource {

    private final Approvals approvals;
    private final Callers callers;

    ApprovalsResource(Approvals approvals, Callers callers) {
        this.approvals = approvals;
        this.callers = callers;
    }

    /** What waits, oldest first. */
    @GET
    @Operation(summary = "List requests that wait for an approval: your own, and those you may decide")
    public Page<ApprovalView> list() {
        return Page.of(approvals.waiting(callers.current()));
    }

    /** Lets a request go on. */
    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Approve a request of somebody else")
    public ApprovalView approve(
            @PathParam("id") String id, @QueryParam("dryRun") @Nullable String dryRun, @Nullable Decision body) {
        return approvals.approve(id, words(body), callers.current(), isDry(dryRun));
    }

    /** Refuses a request. */
    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Reject a request of somebody else")
    public ApprovalView reject(
            @PathParam("id") String id, @QueryParam("dryRun") @Nullable String dryRun, @Nullable Decision body) {
        return approvals.reject(id, words(body), callers.current(), isDry(dryRun));
    }

    private static @Nullable String words(@Nullable Decision body) {
        String words = body == null ? null : body.words();
        if (words != null && words.length() > Decision.LONGEST_REASON) {
            throw ProblemException.invalid(
                    "reason", "must have at most %d characters".formatted(Decision.LONGEST_REASON));
        }
        return words;
    }

    private static boolean isDry(@Nullable String dryRun) {
        return "true".equals(dryRun) || "".equals(dryRun);
    }
}
