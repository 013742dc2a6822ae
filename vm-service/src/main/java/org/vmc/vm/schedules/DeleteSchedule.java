package org.vmc.vm.schedules;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepOutcome;

/**
 * Deletes a schedule. {@link WeightWatch} gives VMs back the weights they had.
 *
 * <ol>
 *   <li>delete: from our own books; undo: add it again
 * </ol>
 */
@ApplicationScoped
class DeleteSchedule implements OperationKind<Schedule> {

    private final ScheduleRows rows;

    DeleteSchedule(ScheduleRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "DeleteSchedule";
    }

    @Override
    public Class<Schedule> inputType() {
        return Schedule.class;
    }

    @Override
    public List<Step<Schedule>> steps(Schedule input) {
        return List.of(Step.<Schedule>of(
                        "delete",
                        "Delete schedule %s; VMs of role %s get back the weight they had"
                                .formatted(input.name(), input.role()),
                        context -> StepOutcome.done()
                                .committing(() -> rows.delete(context.input().id())))
                .undoneBy(context -> StepOutcome.done().committing(() -> rows.add(context.input()))));
    }
}
