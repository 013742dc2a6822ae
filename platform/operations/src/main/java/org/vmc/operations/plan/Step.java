package org.vmc.operations.plan;

import java.time.Duration;

/**
 * One step of an operation, declared beside its undo.
 *
 * <p>A step may be run again after a crash, at any point: between its effect and the record of it, or in its middle. So
 * an action first asks reality whether its effect is already there and only then acts. The same holds for the undo,
 * which is also called for a step that failed or was interrupted half way.
 *
 * <p>An action that throws a {@link org.vmc.http.problem.ProblemException} has decided: the operation fails and is
 * undone, unless the problem is a 503, which counts as passing. Any other exception counts as passing too: the step is
 * tried again with growing pauses until {@link #timeout} has gone by since it first began, then the operation fails.
 * Time in which no worker was there does not end it: whoever takes it up tries it for a while before it gives up.
 *
 * @param name unique within the operation, kebab-case, such as {@code await-ready}
 * @param description one line for people: what this step does, in the imperative
 * @param action does it
 * @param undo takes it back; is tried again for a while after any exception but {@link NotUndoable}
 * @param timeout how long the step may go on being tried, counted from its first beginning
 * @param weight its share of the operation's progress relative to the other steps
 * @param cancellable false from the point of no return on: a cancel is refused once this step has begun
 * @param <I> the operation's input
 */
public record Step<I>(
        String name,
        String description,
        Action<I> action,
        Action<I> undo,
        Duration timeout,
        double weight,
        boolean cancellable) {

    /** The work of a step or of its undo. */
    @FunctionalInterface
    public interface Action<I> {
        /**
         * Runs outside any transaction, on a virtual thread that is interrupted when the operation is cancelled.
         *
         * @throws Exception see {@link Step} for what an exception means
         */
        StepOutcome run(StepContext<I> context) throws Exception;
    }

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    /** A step that needs no undo, may take two minutes, weighs 1 and can be cancelled. */
    public static <I> Step<I> of(String name, String description, Action<I> action) {
        return new Step<>(name, description, action, context -> StepOutcome.done(), DEFAULT_TIMEOUT, 1.0, true);
    }

    /** The same step, taken back by {@code undo}. */
    public Step<I> undoneBy(Action<I> undo) {
        return new Step<>(name, description, action, undo, timeout, weight, cancellable);
    }

    /** The same step, tried for no longer than {@code timeout} after it first began. */
    public Step<I> within(Duration timeout) {
        return new Step<>(name, description, action, undo, timeout, weight, cancellable);
    }

    /** The same step with another share of the progress. */
    public Step<I> weighing(double weight) {
        return new Step<>(name, description, action, undo, timeout, weight, cancellable);
    }

    /** The same step as a point of no return: once it has begun the operation can no longer be cancelled. */
    public Step<I> pointOfNoReturn() {
        return new Step<>(name, description, action, undo, timeout, weight, false);
    }
}
