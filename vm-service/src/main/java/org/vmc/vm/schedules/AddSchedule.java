package org.vmc.vm.schedules;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Adds a schedule. {@link WeightWatch} carries it out.
 *
 * <ol>
 *   <li>add: in our own books; undo: delete it
 * </ol>
 */
@ApplicationScoped
class AddSchedule implements OperationKind<Schedule> {

    private final ScheduleRows rows;

    AddSchedule(ScheduleRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "AddSchedule";
    }

    @Override
    public Class<Schedule> inputType() {
        return Schedule.class;
    }

    @Override
    public List<Step<Schedule>> steps(Schedule input) {
        String does = "Give VMs of role %s the weight %d, %s from %s until %s (%s)"
                .formatted(input.role(), input.weight(), input.days(), input.from(), input.until(), input.zone());
        return List.of(Step.<Schedule>of("add", does, this::add).undoneBy(this::delete));
    }

    private StepOutcome add(StepContext<Schedule> context) {
        Schedule schedule = context.input();
        if (rows.named(schedule.name())
                .filter(other -> !other.id().equals(schedule.id()))
                .isPresent()) {
            throw ProblemException.nameTaken("schedule", schedule.name());
        }
        return StepOutcome.done().committing(() -> rows.add(schedule));
    }

    private StepOutcome delete(StepContext<Schedule> context) {
        return StepOutcome.done().committing(() -> rows.delete(context.input().id()));
    }
}
