package org.vmc.operations.engine;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.engine.FaultPoints.Moment;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.NotUndoable;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepOutcome;

/**
 * Tries one step, or its undo, until it is done or given up. Returns whenever the operation's row says something new,
 * so that the caller can look at it again.
 */
@ApplicationScoped
class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final OperationsConfig config;
    private final OperationStore store;
    private final Ledger ledger;
    private final FaultPoints faultPoints;
    private final Clock clock = Clock.systemUTC();

    Attempts(OperationsConfig config, OperationStore store, Ledger ledger, FaultPoints faultPoints) {
        this.config = config;
        this.store = store;
        this.ledger = ledger;
        this.faultPoints = faultPoints;
    }

    /**
     * A step of an operation that this worker owns.
     *
     * @param learned what the operation remembers; grows with each try, whose thread alone uses it
     */
    record Attempt<I>(
            Operation operation,
            Operation.StepRow row,
            Step<I> step,
            I input,
            int epoch,
            Running.Slot slot,
            Map<String, String> learned) {

        Attempt(Operation operation, Operation.StepRow row, Step<I> step, I input, int epoch, Running.Slot slot) {
            this(operation, row, step, input, epoch, slot, new HashMap<>(operation.learned()));
        }
    }

    /** How trying a step's action ended. */
    sealed interface Tried {
        /** It is recorded as done; the operation as it stands then. */
        record Done(Operation operation) implements Tried {}

        /** It is to be tried again after this pause. */
        record Parked(Duration recheckAfter) implements Tried {}

        /** It was given up, or the operation is being taken back: its row says what. */
        record Turned() implements Tried {}
    }

    /** Tries the action until it is done, parked, given up, or the operation is cancelled. */
    <I> Tried act(Attempt<I> attempt) throws InterruptedException {
        var pause = config.retryPauseMin();
        var begin = ledger.begin(attempt.operation(), attempt.row(), attempt.epoch());
        if (begin.isEmpty()) {
            return new Tried.Turned();
        }
        var begun = begin.get();
        var deadline = deadline(attempt, begun);
        var waitingFor = "";
        while (true) {
            try {
                point(attempt, Moment.BEFORE_ACTION);
                var outcome = interruptibly(attempt, begun, attempt.step().action());
                point(attempt, Moment.AFTER_ACTION);
                switch (outcome) {
                    case StepOutcome.Done done -> {
                        var recorded = ledger.done(attempt.operation(), attempt.row(), done, attempt.epoch());
                        point(attempt, Moment.AFTER_RECORD);
                        return recorded.<Tried>map(at -> new Tried.Done(after(attempt, done, at)))
                                .orElseGet(Tried.Turned::new);
                    }
                    case StepOutcome.NotYet parked
                    when parked.parked() -> {
                        var left = Duration.between(
                                clock.instant(), begun.plus(attempt.step().timeout()));
                        if (left.isNegative()) {
                            fail(attempt, timedOut(attempt, parked.message()));
                            return new Tried.Turned();
                        }
                        if (!attempt.operation().message().equals(parked.message())) {
                            ledger.progress(
                                    attempt.operation(),
                                    attempt.row(),
                                    parked.fraction(),
                                    parked.message(),
                                    attempt.epoch());
                        }
                        if (!attempt.slot().isWoken() && !attempt.slot().isCancelled()) {
                            return new Tried.Parked(shorter(parked.recheckAfter(), left));
                        }
                    }
                    case StepOutcome.NotYet notYet -> {
                        if (clock.instant().isAfter(deadline)) {
                            fail(attempt, timedOut(attempt, notYet.message()));
                            return new Tried.Turned();
                        }
                        if (!waitingFor.equals(notYet.message())) {
                            waitingFor = notYet.message();
                            ledger.progress(
                                    attempt.operation(), attempt.row(), notYet.fraction(), waitingFor, attempt.epoch());
                        }
                        attempt.slot().await(notYet.recheckAfter());
                    }
                }
            } catch (LostOperation | InterruptedException e) {
                if (e instanceof InterruptedException && isUnwinding(attempt)) {
                    return new Tried.Turned();
                }
                throw e;
            } catch (Exception | LinkageError | StackOverflowError e) {
                if (isUnwinding(attempt)) {
                    return new Tried.Turned();
                }
                if (isDecided(e) || clock.instant().isAfter(deadline)) {
                    fail(attempt, failure(attempt, e));
                    return new Tried.Turned();
                }
                LOG.infof(
                        e,
                        "Step %s of operation %s is tried again",
                        attempt.step().name(),
                        attempt.operation().id());
                ledger.progress(attempt.operation(), attempt.row(), 0, "Trying again: " + sentence(e), attempt.epoch());
                attempt.slot().await(jittered(pause));
                pause = longer(pause);
            }
            if (attempt.slot().isCancelled()) {
                return new Tried.Turned();
            }
        }
    }

    private static <I> Operation after(Attempt<I> attempt, StepOutcome.Done done, Instant at) {
        var knowing = new HashMap<>(attempt.learned());
        knowing.putAll(done.learned());
        var operation = attempt.operation();
        return operation.withDone(attempt.row(), knowing, Ledger.fractionAfter(operation, attempt.row(), 1), at);
    }

    /** Tries the undo until it is done or the time for undoing is over. */
    <I> void undo(Attempt<I> attempt) throws InterruptedException {
        var deadline = clock.instant().plus(config.undoTimeout());
        var pause = config.retryPauseMin();
        while (true) {
            try {
                point(attempt, Moment.BEFORE_UNDO);
                var begun = attempt.row().begunAt() == null
                        ? clock.instant()
                        : attempt.row().begunAt();
                var outcome = inRequestContext(
                        new RunningStep<>(attempt, begun, ledger, clock),
                        attempt.step().undo());
                point(attempt, Moment.AFTER_UNDO);
                switch (outcome) {
                    case StepOutcome.Done done -> {
                        ledger.undone(attempt.operation(), attempt.row(), done, attempt.epoch());
                        point(attempt, Moment.AFTER_UNDO_RECORD);
                        return;
                    }
                    case StepOutcome.NotYet notYet -> {
                        if (clock.instant().isAfter(deadline)) {
                            ledger.notUndone(attempt.operation(), attempt.row(), notYet.message(), attempt.epoch());
                            return;
                        }
                        attempt.slot().await(notYet.recheckAfter());
                    }
                }
            } catch (LostOperation | InterruptedException e) {
                throw e;
            } catch (NotUndoable e) {
                ledger.notUndone(attempt.operation(), attempt.row(), sentence(e), attempt.epoch());
                return;
            } catch (Exception | LinkageError | StackOverflowError e) {
                if (clock.instant().isAfter(deadline)) {
                    LOG.errorf(
                            e,
                            "Step %s of operation %s is not undone",
                            attempt.step().name(),
                            attempt.operation().id());
                    ledger.notUndone(attempt.operation(), attempt.row(), sentence(e), attempt.epoch());
                    return;
                }
                attempt.slot().await(jittered(pause));
                pause = longer(pause);
            }
        }
    }

    /** Ends a step that this version of the service does not know: another one accepted the operation. */
    void giveUp(Operation operation, Operation.StepRow row, int epoch) {
        var why = "This version of the service knows no step %s of %s; it was accepted by another one"
                .formatted(row.name(), operation.kind());
        if (operation.state().isUnwinding() && row.begunAt() == null) {
            ledger.undone(operation, row, StepOutcome.done(), epoch);
        } else if (operation.state().isUnwinding()) {
            ledger.notUndone(operation, row, why, epoch);
        } else {
            ledger.failed(operation, row, internal(why), epoch);
        }
    }

    private <I> StepOutcome interruptibly(Attempt<I> attempt, Instant begun, Step.Action<I> action) throws Exception {
        attempt.slot().openToInterrupts();
        try {
            // A cancel accepted before the slot was open interrupted nobody.
            if (attempt.slot().isCancelled()) {
                throw new InterruptedException("Cancelled");
            }
            return inRequestContext(new RunningStep<>(attempt, begun, ledger, clock), action);
        } finally {
            attempt.slot().closeToInterrupts();
        }
    }

    private static <I> StepOutcome inRequestContext(RunningStep<I> context, Step.Action<I> action) throws Exception {
        var requestContext = Arc.container().requestContext();
        requestContext.activate();
        try {
            return action.run(context);
        } finally {
            requestContext.terminate();
        }
    }

    private <I> void fail(Attempt<I> attempt, Failure failure) {
        ledger.failed(attempt.operation(), attempt.row(), failure, attempt.epoch());
    }

    private <I> boolean isUnwinding(Attempt<I> attempt) {
        return store.state(attempt.operation().id()).isUnwinding();
    }

    /**
     * When to give the step up. Its time runs on while no worker is there, so a worker that takes it up after an outage
     * has at least the grace to find out how things stand before it undoes what may be well.
     */
    private <I> Instant deadline(Attempt<I> attempt, Instant begun) {
        var timeout = attempt.step().timeout();
        var grace = timeout.compareTo(config.graceAfterTaking()) < 0 ? timeout : config.graceAfterTaking();
        var regular = begun.plus(timeout);
        var earliest = clock.instant().plus(grace);
        return regular.isAfter(earliest) ? regular : earliest;
    }

    private static boolean isDecided(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type().status() != 503;
    }

    private static <I> Failure failure(Attempt<I> attempt, Throwable cause) {
        if (cause instanceof ProblemException problem) {
            var type = problem.type();
            return new Failure(type.uri(), type.title(), type.status(), problem.detail());
        }
        LOG.errorf(
                cause,
                "Step %s of operation %s failed",
                attempt.step().name(),
                attempt.operation().id());
        return internal("Step " + attempt.step().name() + " failed: " + sentence(cause));
    }

    private static <I> Failure timedOut(Attempt<I> attempt, String waitingFor) {
        return internal("Step %s was not done within %s: %s"
                .formatted(attempt.step().name(), text(attempt.step().timeout()), waitingFor));
    }

    private static Failure internal(String detail) {
        var type = ProblemType.INTERNAL;
        return new Failure(type.uri(), type.title(), type.status(), detail);
    }

    private static String sentence(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String text(Duration time) {
        return time.toMinutes() > 0 && time.toSecondsPart() == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(config.retryPauseMax()) > 0 ? config.retryPauseMax() : doubled;
    }

    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(
                (long) (pause.toMillis() * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
    }

    private <I> void point(Attempt<I> attempt, Moment moment) {
        faultPoints.reached(new FaultPoints.Point(
                attempt.operation().id(),
                attempt.operation().kind(),
                attempt.step().name(),
                moment));
    }
}
