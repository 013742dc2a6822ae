package org.vmc.operations.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.StepState;

/** Runs an operation from wherever it stands to its end. */
@ApplicationScoped
class Runner {
    private final OperationStore store;
    private final Ledger ledger;
    private final Kinds kinds;
    private final Running running;
    private final Attempts attempts;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    Runner(OperationStore store, Ledger ledger, Kinds kinds, Running running, Attempts attempts, ObjectMapper json) {
        this.store = store;
        this.ledger = ledger;
        this.kinds = kinds;
        this.running = running;
        this.attempts = attempts;
        this.json = json;
    }

    /** What became of a run. */
    sealed interface Verdict {
        /** The operation has ended; those it held up may be next. */
        record Ended(List<UUID> successors) implements Verdict {}

        /** A step waits for something that may take long; its worker is free. */
        record Parked(Duration recheckAfter) implements Verdict {}

        /** An earlier operation on the same target has not ended. */
        record Blocked() implements Verdict {}
    }

    Verdict run(UUID id) throws InterruptedException {
        var found = store.find(id);
        if (found.isEmpty() || found.get().state().isEnded()) {
            return new Verdict.Ended(List.of());
        }
        var operation = found.get();
        if (mustWaitItsTurn(operation)) {
            return new Verdict.Blocked();
        }
        var epoch = store.take(id, clock.instant());
        if (epoch.isEmpty()) {
            return new Verdict.Ended(List.of());
        }
        var slot = running.enter(id);
        Verdict verdict;
        try (slot) {
            verdict = drive(kinds.named(operation.kind()), operation, epoch.get(), slot);
        }
        // Whoever wakes it from here on finds no slot and hurries it; before that it may have come too late for the
        // step.
        return verdict instanceof Verdict.Parked && slot.isWoken() ? new Verdict.Parked(Duration.ZERO) : verdict;
    }

    /** Whether it is being taken back, so that no pause is to keep it. */
    boolean isUnwinding(UUID id) {
        return store.find(id)
                .filter(operation -> operation.state().isUnwinding())
                .isPresent();
    }

    /** One that has begun holds its turn; one that was cancelled before it began needs none. */
    private boolean mustWaitItsTurn(Operation operation) {
        boolean begun = operation.steps().stream().anyMatch(step -> step.state() != StepState.PENDING);
        return !begun && !operation.state().isUnwinding() && store.isBlocked(operation.id());
    }

    private <I> Verdict drive(OperationKind<I> kind, Operation first, int epoch, Running.Slot slot)
            throws InterruptedException {
        I input = input(kind, first);
        var steps = kind.steps(input);
        Optional<Operation> known = Optional.empty();
        while (true) {
            var operation = known.orElseGet(() -> store.find(first.id()).orElseThrow());
            known = Optional.empty();
            var next = operation.state().isUnwinding() ? lastBegun(operation) : firstUndone(operation);
            if (next == null) {
                return new Verdict.Ended(ledger.end(operation, kind, input, epoch));
            }
            var step =
                    steps.stream().filter(one -> one.name().equals(next.name())).findFirst();
            if (step.isEmpty()) {
                attempts.giveUp(operation, next, epoch);
                continue;
            }
            var attempt = new Attempts.Attempt<>(operation, next, step.get(), input, epoch, slot);
            if (operation.state().isUnwinding()) {
                attempts.undo(attempt);
                continue;
            }
            switch (attempts.act(attempt)) {
                // A cancel since then is noticed when the next step begins.
                case Attempts.Tried.Done done -> known = Optional.of(done.operation());
                case Attempts.Tried.Parked parked -> {
                    return new Verdict.Parked(parked.recheckAfter());
                }
                case Attempts.Tried.Turned turned -> {}
            }
        }
    }

    private static Operation.@Nullable StepRow firstUndone(Operation operation) {
        return operation.steps().stream()
                .filter(step -> step.state() == StepState.PENDING || step.state() == StepState.RUNNING)
                .findFirst()
                .orElse(null);
    }

    private static Operation.@Nullable StepRow lastBegun(Operation operation) {
        return operation.steps().reversed().stream()
                .filter(step -> switch (step.state()) {
                    case RUNNING, DONE, FAILED -> true;
                    case PENDING, UNDONE, UNDO_FAILED -> false;
                })
                .findFirst()
                .orElse(null);
    }

    private <I> I input(OperationKind<I> kind, Operation operation) {
        try {
            return json.readValue(operation.inputJson(), kind.inputType());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The input of operation " + operation.id() + " is not a "
                            + kind.inputType().getSimpleName(),
                    e);
        }
    }
}
