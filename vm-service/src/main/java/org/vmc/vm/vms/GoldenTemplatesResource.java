package org.vmc.vm.vms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.operations.rest.Submissions;

/** Templates of VMs: engineers make them of their own and delete their own, operators anybody's. */
@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "templates")
@RolesAllowed("engineer")
@RunOnVirtualThread
class GoldenTemplatesResource {

    private final GoldenTemplates templates;
    private final Submissions submissions;
    private final Callers callers;

    GoldenTemplatesResource(GoldenTemplates templates, Submissions submissions, Callers callers) {
        this.templates = templates;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** Makes one of a halted VM. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make a template of a halted VM by copying all that is on its disks; the VM stays as it is")
    public Response make(@Nullable NewTemplate body) {
        Caller caller = callers.current();
        NewTemplate wanted = body == null ? NewTemplate.EMPTY : body;
        return submissions.answerOne(wanted, () -> templates.make(wanted, caller));
    }

    /** Deletes one that was made here. */
    @DELETE
    @Path("/{template}")
    @Operation(summary = "Delete a template that was made here, by its name or uuid, and its disks")
    public Response delete(@PathParam("template") String template, @QueryParam("pool") @Nullable String pool) {
        Caller caller = callers.current();
        return submissions.answerOne(template, () -> templates.delete(template, pool, caller));
    }
}
