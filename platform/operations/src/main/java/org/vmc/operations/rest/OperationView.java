package org.vmc.operations.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.StepState;

/**
 * An operation as clients see it.
 *
 * @param progress 0..1
 * @param message one line for people
 * @param result what its steps learned, such as the address of the VM
 * @param problem why it did not succeed (RFC 9457 members)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(
        UUID id,
        String kind,
        OperationState state,
        double progress,
        String message,
        TargetView target,
        String actor,
        String team,
        String cause,
        UUID correlationId,
        @Nullable String traceParent,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<StepView> steps,
        Map<String, String> result,
        @Nullable Failure problem) {

    /** The thing the operation is about. */
    public record TargetView(String type, UUID id, String name) {}

    /** One step. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepView(
            String name,
            String description,
            StepState state,
            @Nullable String message,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** The view of an operation. */
    public static OperationView of(Operation operation) {
        var target = operation.target();
        var origin = operation.origin();
        return new OperationView(
                operation.id(),
                operation.kind(),
                operation.state(),
                operation.progress(),
                operation.message(),
                new TargetView(target.type(), target.id(), target.name()),
                origin.actor(),
                origin.team(),
                origin.cause(),
                origin.correlationId(),
                origin.traceParent(),
                operation.createdAt(),
                operation.startedAt(),
                operation.finishedAt(),
                operation.steps().stream().map(OperationView::step).toList(),
                operation.learned(),
                operation.failure());
    }

    private static StepView step(Operation.StepRow step) {
        return new StepView(
                step.name(),
                step.description(),
                step.state(),
                step.message().isEmpty() ? null : step.message(),
                step.begunAt(),
                step.endedAt());
    }
}
