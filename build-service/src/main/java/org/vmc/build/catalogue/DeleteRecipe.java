package org.vmc.build.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepOutcome;

/**
 * Deletes a recipe. Builds that were accepted have copies of their own and go on.
 *
 * <ol>
 *   <li>delete: from our own books; undo: add it again
 * </ol>
 */
@ApplicationScoped
class DeleteRecipe implements OperationKind<NamedRecipe> {
    private final RecipeRows rows;

    DeleteRecipe(RecipeRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "DeleteRecipe";
    }

    @Override
    public Class<NamedRecipe> inputType() {
        return NamedRecipe.class;
    }

    @Override
    public List<Step<NamedRecipe>> steps(NamedRecipe input) {
        return List.of(Step.<NamedRecipe>of(
                        "delete",
                        "Delete the recipe %s; builds that were accepted keep theirs".formatted(input.name()),
                        context -> StepOutcome.done()
                                .committing(() -> rows.remove(context.input().id())))
                .undoneBy(context -> StepOutcome.done().committing(() -> rows.add(context.input()))));
    }
}
