package org.vmc.build.catalogue;

import java.util.UUID;
import org.vmc.build.recipes.Recipe;

/**
 * A recipe that somebody has given a name; input of the operations that add and delete one.
 *
 * @param basedOn name of the recipe it was made from; what that one becomes later does not matter
 * @param owner who may change it
 * @param team of the owner; empty when none
 */
record NamedRecipe(UUID id, String name, String description, String basedOn, String owner, String team, Recipe recipe) {

    /** The same with another description and recipe. */
    NamedRecipe with(String otherDescription, Recipe other) {
        return new NamedRecipe(id, name, otherDescription, basedOn, owner, team, other);
    }
}
