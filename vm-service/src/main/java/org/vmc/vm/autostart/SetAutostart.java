package org.vmc.vm.autostart;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Replaces the plan of a pool.
 *
 * <ol>
 *   <li>replace: in our own books; undo: the plan there was
 * </ol>
 */
@ApplicationScoped
class SetAutostart implements OperationKind<PlanChange> {

    private static final String FORMER = "former";

    private final Plans plans;
    private final Clock clock = Clock.systemUTC();

    SetAutostart(Plans plans) {
        this.plans = plans;
    }

    @Override
    public String name() {
        return "SetAutostart";
    }

    @Override
    public Class<PlanChange> inputType() {
        return PlanChange.class;
    }

    @Override
    public List<Step<PlanChange>> steps(PlanChange input) {
        return List.of(Step.<PlanChange>of("replace", description(input), this::replace)
                .undoneBy(this::restore));
    }

    private StepOutcome replace(StepContext<PlanChange> context) {
        String pool = context.input().pool();
        if (context.learned(FORMER).isEmpty()) {
            // Changes of a plan run one after the other; the one before may have been accepted beside this one.
            plans.requireVersion(pool, context.input().version());
            context.remember(FORMER, plans.stored(pool).orElse(""));
        }
        Origin origin = context.origin();
        Plan plan = new Plan(context.input().entries(), origin.actor(), origin.role(), origin.team(), clock.instant());
        return StepOutcome.done().committing(() -> plans.put(pool, plan));
    }

    private StepOutcome restore(StepContext<PlanChange> context) {
        String pool = context.input().pool();
        return context.learned(FORMER)
                .map(former -> StepOutcome.done().committing(() -> {
                    if (former.isEmpty()) {
                        plans.remove(pool);
                    } else {
                        plans.put(pool, former);
                    }
                }))
                .orElseGet(StepOutcome::done);
    }

    private static String description(PlanChange input) {
        if (input.entries().isEmpty()) {
            return "Start nothing by itself in pool " + input.pool();
        }
        List<String> waves = new ArrayList<>();
        Waves.of(input.entries()).forEach(wave -> waves.add(Waves.names(wave)));
        return "Start by itself in pool " + input.pool() + ": " + String.join("; then ", waves);
    }
}
