package org.vmc.vm.plans;

import java.util.ArrayList;
import java.util.List;
import org.vmc.operations.plan.Step;

/** The steps that move the VMs of a plan, one each. */
final class MoveSteps {

    private MoveSteps() {}

    static <I extends PlanInput> List<Step<I>> of(I input, Moving moving, PlansConfig config) {
        List<Step<I>> steps = new ArrayList<>();
        for (Move move : input.moves()) {
            String description = "Move %s from %s to %s".formatted(move.vm(), move.from(), move.to());
            steps.add(Step.<I>of("move-" + (steps.size() + 1), description, context -> moving.attempt(context, move))
                    .undoneBy(context -> moving.stop(context, move.vmId()))
                    .within(config.moveWithin()));
        }
        return List.copyOf(steps);
    }
}
