package org.vmc.build.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.build.recipes.BuiltInRecipes;
import org.vmc.build.recipes.Recipe;

/**
 * A recipe as clients see it.
 *
 * @param builtIn whether it comes with VMC and cannot be changed
 * @param basedOn name of the recipe it was made from
 * @param owner who may change it, with operators; absent for one that is built in
 */
@Schema(name = "Recipe")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecipeView(
        String name,
        String description,
        boolean builtIn,
        @Nullable String basedOn,
        @Nullable String owner,
        @Nullable String team,
        String directory,
        List<List<String>> configure,
        List<List<String>> build,
        List<List<String>> test,
        Map<String, String> environment,
        List<String> objects,
        List<String> artifacts,
        String compiler,
        String cxxCompiler,
        List<String> programs) {

    static RecipeView of(NamedRecipe named) {
        return of(
                named.name(),
                named.description(),
                named.recipe(),
                new Origin(false, named.basedOn(), named.owner(), named.team()));
    }

    static RecipeView builtIn(String name, BuiltInRecipes.Described described) {
        return of(name, described.description(), described.recipe(), new Origin(true, null, null, null));
    }

    private record Origin(
            boolean builtIn,
            @Nullable String basedOn,
            @Nullable String owner,
            @Nullable String team) {}

    private static RecipeView of(String name, String description, Recipe recipe, Origin origin) {
        return new RecipeView(
                name,
                description,
                origin.builtIn(),
                origin.basedOn(),
                origin.owner(),
                origin.team(),
                recipe.directory(),
                recipe.configure(),
                recipe.build(),
                recipe.test(),
                recipe.environment(),
                recipe.objects(),
                recipe.artifacts(),
                recipe.compiler(),
                recipe.cxxCompiler(),
                recipe.programs());
    }
}
