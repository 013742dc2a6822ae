package org.vmc.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/v1/openapi}: the API as a whole, open to everyone. */
@Path("/api/v1/openapi")
@Tag(name = "description")
public class OpenApiResource {
    private final Documents documents;

    OpenApiResource(Documents documents) {
        this.documents = documents;
    }

    @GET
    @PermitAll
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "openapi",
            summary = "This API as one OpenAPI 3.1 document; services that do not answer are named in x-missing")
    @APIResponse(
            responseCode = "200",
            description = "an OpenAPI 3.1 document",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @SecurityRequirements
    public JsonNode openapi() throws IOException {
        return documents.merged();
    }
}
