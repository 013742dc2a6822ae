package org.vmc.build.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.build.recipes.RecipeOverrides;
import org.vmc.http.problem.FieldError;

/**
 * What is to be different in a recipe that has a name; what is left out stays.
 *
 * @param description one line for people
 * @param recipe the parts that are different; {@code from} is refused, because another recipe is another name
 */
@Schema(name = "RecipeChanges")
public record RecipeChanges(
        @Nullable String description, @Nullable RecipeOverrides recipe) {

    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        NewRecipe.checkDescription(description, errors);
        if (overrides().from() != null) {
            errors.add(new FieldError("recipe.from", "must be left out: what a recipe was made from stays"));
        }
        if (description == null && recipe == null) {
            errors.add(new FieldError("recipe", "must hold something to change"));
        }
        errors.addAll(overrides().errors("recipe."));
        return errors;
    }

    RecipeOverrides overrides() {
        return recipe == null ? RecipeOverrides.NONE : recipe;
    }
}
