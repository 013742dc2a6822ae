package org.vmc.storage.exports;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.contracts.storage.RepositoryKind;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.operations.rest.Submissions;
import org.vmc.storage.repositories.NewRepository;
import org.vmc.storage.repositories.Repositories;
import org.vmc.storage.repositories.RepositoryView;

/** Directories that NFS servers export, and the SRs they are. */
@Path("/api/v1/storage/exports")
@Tag(name = "storage")
@RunOnVirtualThread
class ExportsResource {

    private final NfsExports exports;
    private final RegisterExport register;
    private final ForgetExport forget;
    private final Repositories repositories;
    private final Callers callers;
    private final Submissions submissions;
    private final Clock clock = Clock.systemUTC();

    ExportsResource(
            NfsExports exports,
            RegisterExport register,
            ForgetExport forget,
            Repositories repositories,
            Callers callers,
            Submissions submissions) {
        this.exports = exports;
        this.register = register;
        this.forget = forget;
        this.repositories = repositories;
        this.callers = callers;
        this.submissions = submissions;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the NFS exports by name")
    public Page<ExportView> list() {
        return Page.of(exports.ordered().stream().map(ExportView::of).toList());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "Show an NFS export")
    public ExportView show(@PathParam("id") String id) {
        return ExportView.of(exports.require(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Register a directory that an NFS server exports, after asking the server for it")
    public Response register(@NotNull(message = "is missing") NewExport wanted) {
        var checked = wanted.checked();
        var caller = callers.current();
        return submissions.answerOne(wanted, () -> {
            var export = new NfsExport();
            export.id = TimeOrderedIds.next();
            export.name = checked.name();
            export.server = checked.server();
            export.port = checked.port();
            export.path = checked.path();
            export.owner = caller.user();
            export.team = caller.team();
            export.createdAt = clock.instant();
            exports.insert(export);
            return NewOperation.of(register, ExportChange.of(export), target(export));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("operator")
    @Operation(summary = "Forget an NFS export; nothing is changed on its server")
    public Response forget(@PathParam("id") String id) {
        return submissions.answerOne(id, () -> {
            var export = exports.require(id);
            ForgetExport.requireNoSr(repositories, ExportChange.of(export));
            return NewOperation.of(forget, ExportChange.of(export), target(export));
        });
    }

    @GET
    @Path("/{id}/repositories")
    @RolesAllowed("viewer")
    @Operation(summary = "List the SRs that an NFS export is, by pool")
    public Page<RepositoryView> repositories(@PathParam("id") String id) {
        return Page.of(repositories.of(exports.require(id).id));
    }

    @POST
    @Path("/{id}/repositories")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Make an NFS export an SR of a pool, on every host of it")
    public Response publish(@PathParam("id") String id, @NotNull(message = "is missing") NewRepository wanted) {
        var caller = callers.current();
        var checked = wanted.checked(exports.require(id).name, RepositoryKind.VDI);
        return submissions.answerOne(
                wanted,
                () -> repositories.publish(
                        ExportBackends.backend(exports.require(id), checked.kind()), checked, caller));
    }

    @DELETE
    @Path("/{id}/repositories/{pool}")
    @RolesAllowed("operator")
    @Operation(summary = "Take the SR that an NFS export is out of a pool; refused while disks are on it")
    public Response unpublish(@PathParam("id") String id, @PathParam("pool") String pool) {
        return submissions.answerOne(id + " " + pool, () -> repositories.unpublish(target(exports.require(id)), pool));
    }

    private static Target target(NfsExport export) {
        return new Target(ExportBackends.SORT, export.id, export.name);
    }
}
