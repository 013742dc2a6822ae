package org.vmc.build.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Changes parts of a recipe. Builds that were accepted have copies of their own.
 *
 * <ol>
 *   <li>change: in our own books, unless it is no longer what the request saw; undo: what it was before
 * </ol>
 */
@ApplicationScoped
class ChangeRecipe implements OperationKind<ChangeRecipe.Change> {
    private final RecipeRows rows;

    ChangeRecipe(RecipeRows rows) {
        this.rows = rows;
    }

    /** What the recipe was when the change was asked for, and what it is to be. */
    record Change(NamedRecipe before, NamedRecipe after) {}

    @Override
    public String name() {
        return "ChangeRecipe";
    }

    @Override
    public Class<Change> inputType() {
        return Change.class;
    }

    @Override
    public List<Step<Change>> steps(Change input) {
        var does = "Change the recipe %s; builds that were accepted keep theirs"
                .formatted(input.after().name());
        return List.of(Step.<Change>of("change", does, this::change).undoneBy(this::changeBack));
    }

    private StepOutcome change(StepContext<Change> context) {
        var wanted = context.input();
        var name = wanted.after().name();
        var now = rows.withId(wanted.before().id())
                .orElseThrow(() ->
                        ProblemException.conflict("The recipe %s was deleted before it was changed.".formatted(name)));
        if (!now.equals(wanted.before()) && !now.equals(wanted.after())) {
            throw ProblemException.conflict(
                    "The recipe %s was changed by somebody else first. Look at it and ask again.".formatted(name));
        }
        return StepOutcome.done().committing(() -> rows.change(wanted.after()));
    }

    private StepOutcome changeBack(StepContext<Change> context) {
        var wanted = context.input();
        // Somebody else's change, because of which this one failed, stays.
        var done =
                rows.withId(wanted.before().id()).filter(wanted.after()::equals).isPresent();
        return done ? StepOutcome.done().committing(() -> rows.change(wanted.before())) : StepOutcome.done();
    }
}
