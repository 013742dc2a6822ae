package org.vmc.build.catalogue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.page.Page;
import org.vmc.operations.rest.OperationView;
import org.vmc.operations.rest.Submissions;

/** Recipes by name: everybody sees and uses them, their owners and operators change and delete them. */
@Path("/api/v1/build-recipes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "builds")
@RolesAllowed("viewer")
@RunOnVirtualThread
public class RecipesResource {
    private static final String ACCEPTED = "Accepted; the operation's target is the recipe";

    private final Recipes recipes;
    private final Submissions submissions;

    RecipesResource(Recipes recipes, Submissions submissions) {
        this.recipes = recipes;
        this.submissions = submissions;
    }

    /** All of them, those that are built in first. */
    @GET
    @Operation(summary = "List the recipes that builds can name")
    public Page<RecipeView> list() {
        return Page.of(recipes.all());
    }

    /** One of them. */
    @GET
    @Path("/{name}")
    @Operation(summary = "Show a recipe with all its commands")
    public RecipeView show(@PathParam("name") String name) {
        return recipes.show(name);
    }

    /** Adds one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Make a recipe from another and give it a name")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response add(@Nullable NewRecipe body) {
        var wanted = body == null ? new NewRecipe(null, null, null) : body;
        return submissions.answerOne(wanted, () -> recipes.add(wanted));
    }

    /** Changes one. */
    @PATCH
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Change parts of a recipe; what is left out stays")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response change(@PathParam("name") String name, @Nullable RecipeChanges body) {
        var wanted = body == null ? new RecipeChanges(null, null) : body;
        return submissions.answerOne(List.of(name, wanted), () -> recipes.change(name, wanted));
    }

    /** Deletes one. */
    @DELETE
    @Path("/{name}")
    @RolesAllowed("engineer")
    @Operation(summary = "Delete a recipe; builds that were accepted keep theirs")
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response delete(@PathParam("name") String name) {
        return submissions.answerOne(name, () -> recipes.delete(name));
    }
}
