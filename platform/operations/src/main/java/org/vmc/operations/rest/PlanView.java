package org.vmc.operations.rest;

import java.util.List;
import org.vmc.operations.plan.NewOperation;

/**
 * What a request would do, answered to {@code ?dryRun=true}.
 *
 * @param operations the operations in order
 */
public record PlanView(List<PlannedOperation> operations) {

    /** One operation that would be accepted. */
    public record PlannedOperation(String kind, String targetType, String targetName, List<PlannedStep> steps) {}

    /** One of its steps. */
    public record PlannedStep(String name, String description) {}

    /** The view of a plan. */
    public static PlanView of(List<? extends NewOperation<?>> wanted) {
        return new PlanView(wanted.stream().map(PlanView::operation).toList());
    }

    private static <I> PlannedOperation operation(NewOperation<I> wanted) {
        var steps = wanted.kind().steps(wanted.input()).stream()
                .map(step -> new PlannedStep(step.name(), step.description()))
                .toList();
        return new PlannedOperation(
                wanted.kind().name(), wanted.target().type(), wanted.target().name(), steps);
    }
}
