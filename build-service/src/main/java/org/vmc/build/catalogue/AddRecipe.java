package org.vmc.build.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Gives a recipe a name.
 *
 * <ol>
 *   <li>add: in our own books; undo: delete it
 * </ol>
 */
@ApplicationScoped
class AddRecipe implements OperationKind<NamedRecipe> {
    private final RecipeRows rows;

    AddRecipe(RecipeRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "AddRecipe";
    }

    @Override
    public Class<NamedRecipe> inputType() {
        return NamedRecipe.class;
    }

    @Override
    public List<Step<NamedRecipe>> steps(NamedRecipe input) {
        var does = "Add the recipe %s, made from %s".formatted(input.name(), input.basedOn());
        return List.of(Step.<NamedRecipe>of("add", does, this::add).undoneBy(this::remove));
    }

    private StepOutcome add(StepContext<NamedRecipe> context) {
        var wanted = context.input();
        if (rows.named(wanted.name())
                .filter(other -> !other.id().equals(wanted.id()))
                .isPresent()) {
            throw ProblemException.nameTaken("recipe", wanted.name());
        }
        return StepOutcome.done().committing(() -> rows.add(wanted));
    }

    private StepOutcome remove(StepContext<NamedRecipe> context) {
        return StepOutcome.done().committing(() -> rows.remove(context.input().id()));
    }
}
