package org.vmc.build.sources;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.page.Page;

/** The sources known by name. */
@Path("/api/v1/sources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sources")
@RolesAllowed("viewer")
public class SourcesResource {
    private final SourceCatalogue catalogue;

    SourcesResource(SourceCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * A named source.
     *
     * @param sha256 the archive must have
     * @param build the commands that build it
     */
    @Schema(name = "Source")
    public record SourceView(
            String name,
            String description,
            String version,
            String sha256,
            List<List<String>> configure,
            List<List<String>> build,
            List<String> artifacts) {

        static SourceView of(NamedSource source) {
            var recipe = source.recipe();
            return new SourceView(
                    source.name(),
                    source.description(),
                    source.version(),
                    source.sha256(),
                    recipe.configure(),
                    recipe.build(),
                    recipe.artifacts());
        }
    }

    /** All of them. */
    @GET
    @Operation(summary = "List the sources that can be built by name")
    public Page<SourceView> list() {
        return Page.of(catalogue.all().stream().map(SourceView::of).toList());
    }
}
