package org.vmc.vm.vms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.rest.Submissions;

/** Archives of VMs, streamed: engineers export their own and import for themselves, operators export anybody's. */
@Path("/api/v1/vms")
@Tag(name = "archives")
@RolesAllowed("engineer")
@RunOnVirtualThread
class TransfersResource {

    private final VmTransfers transfers;
    private final Uploads uploads;
    private final Submissions submissions;
    private final Callers callers;
    private final VmsConfig config;

    TransfersResource(
            VmTransfers transfers, Uploads uploads, Submissions submissions, Callers callers, VmsConfig config) {
        this.transfers = transfers;
        this.uploads = uploads;
        this.submissions = submissions;
        this.callers = callers;
        this.config = config;
    }

    /** The archive of a halted or suspended VM, or of a snapshot. */
    @GET
    @Path("/{id}/export")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(summary = "Export a halted or suspended VM, or one of its snapshots, as an XVA archive")
    public Response export(
            @PathParam("id") String id,
            @QueryParam("snapshot") @Nullable String snapshot,
            @Context HttpServerRequest request) {
        VmTransfers.Archive archive = transfers.export(id, snapshot, callers.current());
        StreamingOutput body = out -> whole(archive, out, request);
        return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("Content-Disposition", "attachment; filename=\"" + archive.name() + ".xva\"")
                .build();
    }

    /** Makes a VM out of an archive. */
    @POST
    @Path("/import")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make a VM out of an XVA archive, the body of this request; it is halted then")
    public Response importVm(
            @QueryParam("name") @Nullable String name,
            @QueryParam("pool") @Nullable String pool,
            @QueryParam("sr") @Nullable String sr,
            @QueryParam("lease") @Nullable String lease,
            @QueryParam("dryRun") @DefaultValue("false") String dryRun,
            @HeaderParam("Content-Length") @Nullable Long lengthBytes,
            InputStream archive) {
        Caller caller = callers.current();
        NewImport wanted = new NewImport(name, pool, sr, lease);
        VmTransfers.Accepted upload = transfers.check(wanted, caller);
        if (!dryRun.equals("false")) {
            return submissions.answerOne(wanted, () -> transfers.planned(upload));
        }
        return uploads.run(
                upload.row(),
                upload.srUuid(),
                archive,
                acceptable(lengthBytes),
                there -> submissions.answerOne(wanted, () -> transfers.takeOver(upload, there)));
    }

    /** A client must not take half an archive for all of it: its connection is gone before the answer could end. */
    private static void whole(VmTransfers.Archive archive, OutputStream out, HttpServerRequest request)
            throws IOException {
        try {
            archive.to(out);
        } catch (IOException | RuntimeException broken) {
            request.connection()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            throw broken;
        }
    }

    private long acceptable(@Nullable Long lengthBytes) {
        if (lengthBytes == null || lengthBytes <= 0) {
            throw ProblemException.invalid(
                    "Content-Length", "is missing: a pool must know how much comes, so send a file and not a pipe");
        }
        long most = config.importAtMost().asLongValue();
        if (lengthBytes > most) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE,
                    "The archive has %d bytes; at most %d are accepted (vmc.vms.import-at-most)."
                            .formatted(lengthBytes, most));
        }
        return lengthBytes;
    }
}
