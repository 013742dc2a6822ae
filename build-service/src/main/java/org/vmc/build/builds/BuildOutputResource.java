package org.vmc.build.builds;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.page.Page;
import org.vmc.http.problem.ProblemException;

/** What builds print and make. */
@Path("/api/v1/builds/{id}")
@Tag(name = "builds")
@RolesAllowed("viewer")
@RunOnVirtualThread
public class BuildOutputResource {
    /** Offset to ask for next. */
    static final String NEXT_OFFSET = "X-Next-Offset";

    /** Whether nothing will come after {@link #NEXT_OFFSET}. */
    static final String COMPLETE = "X-Log-Complete";

    private static final int MAX_CHUNK_BYTES = 1024 * 1024;

    private final BuildReports reports;
    private final BuildFiles files;
    private final Manifests manifests;

    BuildOutputResource(BuildReports reports, BuildFiles files, Manifests manifests) {
        this.reports = reports;
        this.files = files;
        this.manifests = manifests;
    }

    /**
     * A file kept after the build.
     *
     * @param path relative to the top of the source
     */
    @Schema(name = "Artifact")
    public record ArtifactView(String path, long sizeBytes, String sha256) {}

    /** A part of the log, at most 1 MiB. While the build runs, ask again from {@value #NEXT_OFFSET}. */
    @GET
    @Path("/log")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @Transactional
    @Operation(
            summary = "Read the log of a build from a byte offset; X-Next-Offset and X-Log-Complete tell how to go on")
    public Response log(@PathParam("id") String id, @QueryParam("offset") @Nullable String offset) throws IOException {
        var build = reports.find(id);
        // Asked before the file is read: what the build has printed when it is over is in the file.
        var over = build.outcome().isPresent();
        var from = offset(offset);
        var chunk = read(files.log(build.id()), from);
        var next = from + chunk.length;
        var complete = over && chunk.length < MAX_CHUNK_BYTES;
        return Response.ok(chunk)
                .header(NEXT_OFFSET, next)
                .header(COMPLETE, complete)
                .build();
    }

    /** The files kept after the build. */
    @GET
    @Path("/artifacts")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "List the artifacts of a build with their SHA-256")
    public Page<ArtifactView> artifacts(@PathParam("id") String id) throws IOException {
        var build = reports.find(id);
        var digests = manifests.of(build.id()).map(Manifest::digests).orElse(Map.of());
        var views = new ArrayList<ArtifactView>();
        for (var path : files.artifactPaths(build.id())) {
            var digest = digests.get(path.toString());
            if (digest != null) {
                views.add(new ArtifactView(
                        path.toString(), Files.size(files.artifacts(build.id()).resolve(path)), digest));
            }
        }
        return Page.of(views);
    }

    /** One of these files. */
    @GET
    @Path("/artifacts/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Transactional
    @Operation(summary = "Download an artifact of a build")
    public Response artifact(@PathParam("id") String id, @PathParam("path") String path) {
        var build = reports.find(id);
        try {
            var file = files.artifact(build.id(), path);
            if (Files.isRegularFile(file)) {
                return Response.ok(file)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                        .build();
            }
        } catch (IllegalArgumentException outside) {
            // Answered below like any path that is no artifact.
        }
        throw ProblemException.notFound("artifact", path);
    }

    private static long offset(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        try {
            var offset = Long.parseLong(text);
            if (offset >= 0) {
                return offset;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a negative number.
        }
        throw ProblemException.invalid("offset", "must be a whole number of bytes, 0 or more");
    }

    private static byte[] read(java.nio.file.Path log, long from) throws IOException {
        if (!Files.exists(log)) {
            return new byte[0];
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            if (from >= file.length()) {
                return new byte[0];
            }
            var length = (int) Math.clamp(file.length() - from, 0, MAX_CHUNK_BYTES);
            var chunk = new byte[length];
            file.seek(from);
            file.readFully(chunk);
            return chunk;
        }
    }
}
