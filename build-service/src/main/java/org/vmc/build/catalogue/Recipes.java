package org.vmc.build.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.build.recipes.BuiltInRecipes;
import org.vmc.build.recipes.Recipe;
import org.vmc.http.identity.Callers;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;

/** Recipes by name: shows them, checks new ones, and says which operation adds, changes or deletes one. */
@ApplicationScoped
public class Recipes {
    private final RecipeRows rows;
    private final AddRecipe addRecipe;
    private final ChangeRecipe changeRecipe;
    private final DeleteRecipe deleteRecipe;
    private final Callers callers;

    Recipes(
            RecipeRows rows,
            AddRecipe addRecipe,
            ChangeRecipe changeRecipe,
            DeleteRecipe deleteRecipe,
            Callers callers) {
        this.rows = rows;
        this.addRecipe = addRecipe;
        this.changeRecipe = changeRecipe;
        this.deleteRecipe = deleteRecipe;
        this.callers = callers;
    }

    /**
     * The recipe of that name.
     *
     * @param field that named it, for the refusal
     * @param otherwise the one that is meant when there is no name
     * @throws ProblemException 422 when there is none of that name
     */
    public Recipe named(@Nullable String name, String field, Recipe otherwise) {
        if (name == null) {
            return otherwise;
        }
        return find(name)
                .orElseThrow(() -> ProblemException.invalid(
                        field,
                        "must be the name of a recipe; built in are %s (/build recipe list)"
                                .formatted(
                                        String.join(", ", BuiltInRecipes.all().keySet()))));
    }

    private Optional<Recipe> find(String name) {
        return BuiltInRecipes.named(name).or(() -> rows.named(name).map(NamedRecipe::recipe));
    }

    /** Those that are built in, then the others by name. */
    List<RecipeView> all() {
        return Stream.concat(
                        BuiltInRecipes.all().entrySet().stream()
                                .map(entry -> RecipeView.builtIn(entry.getKey(), entry.getValue())),
                        rows.all().stream().map(RecipeView::of))
                .sorted(Comparator.comparing((RecipeView view) -> !view.builtIn()))
                .toList();
    }

    /** @throws ProblemException 404 */
    RecipeView show(String name) {
        var builtIn = BuiltInRecipes.all().get(name);
        return builtIn == null ? RecipeView.of(existing(name)) : RecipeView.builtIn(name, builtIn);
    }

    /** @throws ProblemException 409 when the name is taken, 422 naming the fields */
    NewOperation<?> add(NewRecipe wanted) {
        var errors = wanted.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        var name = String.valueOf(wanted.name());
        if (find(name).isPresent()) {
            throw ProblemException.nameTaken("recipe", name);
        }
        var overrides = wanted.overrides();
        var recipe = overrides.appliedTo(named(overrides.from(), "recipe.from", Recipe.plainMake()));
        var caller = callers.current();
        var added = new NamedRecipe(
                TimeOrderedIds.next(),
                name,
                Objects.requireNonNullElse(wanted.description(), ""),
                Objects.requireNonNullElse(overrides.from(), "make"),
                caller.user(),
                caller.team(),
                recipe);
        // Two of one name at once: the second finds out when its turn comes.
        return NewOperation.of(addRecipe, added, target(added)).alsoLocking("recipe-name/" + name);
    }

    /** @throws ProblemException 404, 403 unless the caller owns it or is an operator, 422 naming the fields */
    NewOperation<?> change(String name, RecipeChanges wanted) {
        var before = mine(name);
        var errors = wanted.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        var after = before.with(
                Objects.requireNonNullElse(wanted.description(), before.description()),
                wanted.overrides().appliedTo(before.recipe()));
        return NewOperation.of(changeRecipe, new ChangeRecipe.Change(before, after), target(before))
                .alsoLocking("recipe-name/" + name);
    }

    /** @throws ProblemException 404, 403 unless the caller owns it or is an operator */
    NewOperation<?> delete(String name) {
        var recipe = mine(name);
        return NewOperation.of(deleteRecipe, recipe, target(recipe)).alsoLocking("recipe-name/" + name);
    }

    private NamedRecipe mine(String name) {
        if (BuiltInRecipes.named(name).isPresent()) {
            throw ProblemException.conflict(
                    "The recipe %s is built in. Make one of your own from it instead.".formatted(name));
        }
        var recipe = existing(name);
        callers.current().requireOwner(recipe.owner());
        return recipe;
    }

    private NamedRecipe existing(String name) {
        return rows.named(name).orElseThrow(() -> ProblemException.notFound("recipe", name));
    }

    private static Target target(NamedRecipe recipe) {
        return new Target("recipe", recipe.id(), recipe.name());
    }
}
