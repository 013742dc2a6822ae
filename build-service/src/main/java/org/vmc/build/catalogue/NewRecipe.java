package org.vmc.build.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.build.recipes.RecipeOverrides;
import org.vmc.http.problem.FieldError;

/**
 * A recipe that is to get a name.
 *
 * @param name lower-case letters, digits and inner hyphens
 * @param description one line for people
 * @param recipe what it is made from, plain make unless said, and the parts that are different
 */
@Schema(name = "NewRecipe")
public record NewRecipe(
        @Schema(examples = "firmware") @Nullable String name,
        @Nullable String description,
        @Nullable RecipeOverrides recipe) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        if (name == null || !NAME.matcher(name).matches()) {
            errors.add(new FieldError("name", "must be lower-case letters, digits and inner hyphens, 63 at most"));
        }
        checkDescription(description, errors);
        errors.addAll(overrides().errors("recipe."));
        return errors;
    }

    RecipeOverrides overrides() {
        return recipe == null ? RecipeOverrides.NONE : recipe;
    }

    static void checkDescription(@Nullable String description, List<FieldError> errors) {
        if (description != null
                && (description.length() > 200 || description.chars().anyMatch(Character::isISOControl))) {
            errors.add(new FieldError("description", "must be one line of at most 200 characters"));
        }
    }
}
