package org.vmc.vm.plans;

import java.util.List;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.rest.PlanView;

/**
 * Answer to a dry run of a plan.
 *
 * @param operations what would be accepted
 * @param moves in their order
 * @param stuck VMs that should move and cannot
 * @param before how the pool is
 * @param after how it would be
 */
record PlanPreview(
        List<PlanView.PlannedOperation> operations,
        List<Move> moves,
        List<Stuck> stuck,
        PoolScore before,
        PoolScore after) {

    static PlanPreview of(NewOperation<?> operation, MovePlan plan) {
        return new PlanPreview(
                PlanView.of(List.of(operation)).operations(), plan.moves(), plan.stuck(), plan.before(), plan.after());
    }
}
