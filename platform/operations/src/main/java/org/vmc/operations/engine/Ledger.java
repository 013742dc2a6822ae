package org.vmc.operations.engine;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.vmc.contracts.Payload;
import org.vmc.contracts.operation.OperationAccepted;
import org.vmc.contracts.operation.OperationFinished;
import org.vmc.contracts.operation.OperationOutcome;
import org.vmc.contracts.operation.OperationProgressed;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.operations.plan.StepState;

/**
 * Writes what happens to a running operation: each entry is one transaction that holds the operation's row, proves that
 * the writer still owns it, and leaves the facts it causes in the outbox.
 */
@ApplicationScoped
class Ledger {
    private final OperationStore store;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    Ledger(OperationStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    /** The operation was accepted; called inside the accepting transaction. */
    void accepted(Operation operation) {
        var target = operation.target();
        publish(
                operation,
                new OperationAccepted(
                        operation.id(),
                        operation.kind(),
                        target.type(),
                        target.id(),
                        target.name(),
                        operation.origin().actor(),
                        operation.origin().cause()));
    }

    /** The step is about to be tried; answers when it first was, or nothing when a cancel came first. */
    Optional<Instant> begin(Operation operation, Operation.StepRow step, int epoch) {
        return store.beginStep(operation.id(), epoch, step.position(), clock.instant());
    }

    /**
     * The step's effect is there, and what it wants committed is committed with this. When a cancel came first the
     * effect is about to be taken back: then only what the undo may need is written, and no fact tells of it.
     *
     * @return when it was done, unless a cancel came first
     */
    Optional<Instant> done(Operation operation, Operation.StepRow step, StepOutcome.Done outcome, int epoch) {
        return write(operation.id(), epoch, state -> {
            if (state.isUnwinding()) {
                store.learn(operation.id(), epoch, outcome.learned());
                return Optional.empty();
            }
            outcome.commit().run();
            var now = clock.instant();
            double progress = fractionAfter(operation, step, 1);
            var message = PlainText.of(step.description());
            store.stepDone(operation.id(), step.position(), outcome.learned(), progress, message, now);
            publishProgress(operation, step, progress, message);
            return Optional.of(now);
        });
    }

    /** The step can say how far it is. */
    void progress(Operation operation, Operation.StepRow step, double fraction, String message, int epoch) {
        write(operation.id(), epoch, state -> {
            progressed(operation, step, fractionAfter(operation, step, Math.clamp(fraction, 0, 1)), message);
            return state;
        });
    }

    void remember(UUID id, String key, String value, int epoch) {
        // What the caller does may be rolled back; what the operation has begun in the world has happened.
        QuarkusTransaction.suspendingExisting().run(() -> store.learn(id, epoch, Map.of(key, value)));
    }

    /** The step is given up: from here on the undos run. A cancel that came first stays a cancel. */
    void failed(Operation operation, Operation.StepRow step, Failure cause, int epoch) {
        var failure = new Failure(cause.type(), cause.title(), cause.status(), PlainText.of(cause.detail()));
        write(operation.id(), epoch, state -> {
            store.endStep(operation.id(), step.position(), StepState.FAILED, failure.detail(), clock.instant());
            if (state == OperationState.RUNNING) {
                store.setState(operation.id(), OperationState.UNDOING, failure);
                progressed(operation, step, operation.progress(), "Undoing: " + failure.detail());
            }
            return state;
        });
    }

    /** The step's effect is taken back. */
    void undone(Operation operation, Operation.StepRow step, StepOutcome.Done outcome, int epoch) {
        write(operation.id(), epoch, state -> {
            outcome.commit().run();
            store.learn(operation.id(), epoch, outcome.learned());
            store.endStep(operation.id(), step.position(), StepState.UNDONE, step.message(), clock.instant());
            progressed(operation, step, operation.progress(), "Undone: " + step.description());
            return state;
        });
    }

    /** The step's effect could not be taken back; somebody has to look. */
    void notUndone(Operation operation, Operation.StepRow step, String cause, int epoch) {
        var why = PlainText.of(cause);
        write(operation.id(), epoch, state -> {
            store.endStep(operation.id(), step.position(), StepState.UNDO_FAILED, why, clock.instant());
            progressed(operation, step, operation.progress(), "Not undone: " + step.description() + ": " + why);
            return state;
        });
    }

    /** Somebody asked for the operation to be taken back; called inside the transaction that accepts it. */
    void cancelled(Operation operation) {
        store.setState(operation.id(), OperationState.CANCELLING, null);
        operation.steps().stream()
                .filter(step -> step.state() != StepState.PENDING)
                .reduce((before, after) -> after)
                .or(() -> operation.steps().stream().findFirst())
                .ifPresent(step -> progressed(operation, step, operation.progress(), "Cancelling"));
    }

    /** Nothing is left to do or undo. Answers the operations that this one held up. */
    <I> List<UUID> end(Operation operation, OperationKind<I> kind, I input, int epoch) {
        return write(operation.id(), epoch, current -> {
            var state = endOf(operation, current);
            var ending = new Ending<>(
                    operation.id(),
                    input,
                    operation.origin(),
                    operation.target(),
                    state,
                    operation.learned(),
                    operation.failure());
            var message = messageOf(operation, state, kind.remains(ending));
            var now = clock.instant();
            var successors = store.successors(operation.id());
            kind.ended(ending);
            store.end(
                    operation.id(), state, state == OperationState.SUCCEEDED ? 1 : operation.progress(), message, now);
            publish(operation, finished(operation, state, message, now));
            return successors;
        });
    }

    private static OperationState endOf(Operation operation, OperationState current) {
        boolean leftBehind = operation.steps().stream().anyMatch(step -> step.state() == StepState.UNDO_FAILED);
        return switch (current) {
            case PENDING, RUNNING -> OperationState.SUCCEEDED;
            case CANCELLING -> leftBehind ? OperationState.UNDO_FAILED : OperationState.CANCELLED;
            case UNDOING -> leftBehind ? OperationState.UNDO_FAILED : OperationState.FAILED;
            case SUCCEEDED, FAILED, CANCELLED, UNDO_FAILED ->
                throw new IllegalStateException("Operation " + operation.id() + " has ended before");
        };
    }

    private static String messageOf(Operation operation, OperationState state, Optional<String> remains) {
        var failure = operation.failure();
        var reason = failure == null ? "Cancelled." : failure.detail();
        return switch (state) {
            case SUCCEEDED -> "Done";
            case CANCELLED ->
                remains.map(kept -> "Cancelled. " + kept).orElse("Cancelled; everything begun was taken back");
            case UNDO_FAILED -> reason + " Not everything that was begun could be taken back; see its steps.";
            case PENDING, RUNNING, CANCELLING, UNDOING, FAILED ->
                reason
                        + (operation.isPastReturn()
                                ? " It stopped past the point of no return: what was done until then stays. Ask again to finish it."
                                : remains.map(kept -> " " + kept).orElse(" What was begun is undone."));
        };
    }

    private static OperationFinished finished(Operation operation, OperationState state, String message, Instant now) {
        var failure = operation.failure();
        var target = operation.target();
        return new OperationFinished(
                operation.id(),
                operation.kind(),
                target.type(),
                target.id(),
                target.name(),
                OperationOutcome.valueOf(state.name()),
                message,
                Duration.between(operation.createdAt(), now).toMillis(),
                failure == null ? null : failure.type(),
                failure == null ? null : failure.detail());
    }

    private void progressed(Operation operation, Operation.StepRow step, double progress, String news) {
        var message = PlainText.of(news);
        store.setProgress(operation.id(), progress, message);
        publishProgress(operation, step, progress, message);
    }

    private void publishProgress(Operation operation, Operation.StepRow step, double progress, String message) {
        var target = operation.target();
        publish(
                operation,
                new OperationProgressed(
                        operation.id(),
                        operation.kind(),
                        target.type(),
                        target.id(),
                        target.name(),
                        progress,
                        step.name(),
                        message));
    }

    private void publish(Operation operation, Payload fact) {
        outbox.publish(fact, operation.origin().correlationId(), operation.id());
    }

    /** Share of the whole that is done when {@code fraction} of the given step is, by the weights of the steps. */
    static double fractionAfter(Operation operation, Operation.StepRow step, double fraction) {
        double all = operation.steps().stream()
                .mapToDouble(Operation.StepRow::weight)
                .sum();
        double before = operation.steps().stream()
                .filter(other -> other.position() < step.position())
                .mapToDouble(Operation.StepRow::weight)
                .sum();
        return all == 0 ? 1 : (before + step.weight() * fraction) / all;
    }

    private <T> T write(UUID id, int epoch, Function<OperationState, T> entry) {
        return QuarkusTransaction.requiringNew().call(() -> entry.apply(store.hold(id, epoch)));
    }
}
