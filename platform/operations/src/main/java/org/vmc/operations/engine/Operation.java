package org.vmc.operations.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.StepState;
import org.vmc.operations.plan.Target;

/**
 * An operation as it stands in the database.
 *
 * @param id time-ordered id
 * @param kind name of its kind
 * @param state where it is in its life
 * @param inputJson the input as accepted
 * @param learned what its steps remembered
 * @param failure why it fails or failed
 * @param target what it is about
 * @param origin on whose behalf
 * @param progress 0..1
 * @param message one line for people
 * @param epoch how often a worker has taken it
 * @param createdAt when it was accepted
 * @param startedAt when a worker first took it
 * @param finishedAt when it ended
 * @param steps in order
 */
public record Operation(
        UUID id,
        String kind,
        OperationState state,
        String inputJson,
        Map<String, String> learned,
        @Nullable Failure failure,
        Target target,
        Origin origin,
        double progress,
        String message,
        int epoch,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<StepRow> steps) {

    /**
     * A step as it stands in the database.
     *
     * @param position 0 for the first
     * @param name unique within the operation
     * @param description one line for people
     * @param state where it is in its life
     * @param weight its share of the progress
     * @param cancellable false for a point of no return
     * @param attempts how often it was tried
     * @param message one line for people
     * @param begunAt when it was first tried
     * @param endedAt when it was done, given up or undone
     */
    public record StepRow(
            int position,
            String name,
            String description,
            StepState state,
            double weight,
            boolean cancellable,
            int attempts,
            String message,
            @Nullable Instant begunAt,
            @Nullable Instant endedAt) {}

    /** As it stands once this step of it is recorded as done. */
    Operation withDone(StepRow step, Map<String, String> knowing, double progressed, Instant at) {
        var done = new StepRow(
                step.position(),
                step.name(),
                step.description(),
                StepState.DONE,
                step.weight(),
                step.cancellable(),
                step.attempts() + 1,
                "",
                step.begunAt(),
                at);
        return new Operation(
                id,
                kind,
                state,
                inputJson,
                Map.copyOf(knowing),
                failure,
                target,
                origin,
                progressed,
                PlainText.of(step.description()),
                epoch,
                createdAt,
                startedAt,
                finishedAt,
                steps.stream()
                        .map(other -> other.position() == step.position() ? done : other)
                        .toList());
    }

    /** True when every step is recorded as done: it has succeeded, though that may not be written yet. */
    boolean isDone() {
        return steps.stream().allMatch(step -> step.state() == StepState.DONE);
    }

    /** True when a step from which there is no way back has begun. */
    boolean isPastReturn() {
        return steps.stream().anyMatch(step -> !step.cancellable() && step.state() != StepState.PENDING);
    }
}
