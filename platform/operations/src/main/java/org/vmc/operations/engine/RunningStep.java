package org.vmc.operations.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.StepContext;

/** The context of one try of a step. Used by the thread that runs the step alone. */
final class RunningStep<I> implements StepContext<I> {
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

    private final Attempts.Attempt<I> attempt;
    private final Instant begunAt;
    private final Ledger ledger;
    private final Clock clock;
    private Instant lastProgress = Instant.EPOCH;

    RunningStep(Attempts.Attempt<I> attempt, Instant begunAt, Ledger ledger, Clock clock) {
        this.attempt = attempt;
        this.begunAt = begunAt;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public UUID operationId() {
        return attempt.operation().id();
    }

    @Override
    public I input() {
        return attempt.input();
    }

    @Override
    public Origin origin() {
        return attempt.operation().origin();
    }

    @Override
    public Optional<String> learned(String key) {
        return Optional.ofNullable(attempt.learned().get(key));
    }

    @Override
    public void remember(String key, String value) {
        uninterrupted(() -> ledger.remember(operationId(), key, value, attempt.epoch()));
        attempt.learned().put(key, value);
    }

    @Override
    public void progress(double fraction, String message) {
        var now = clock.instant();
        if (now.isBefore(lastProgress.plus(PROGRESS_INTERVAL))) {
            return;
        }
        lastProgress = now;
        uninterrupted(() -> ledger.progress(attempt.operation(), attempt.row(), fraction, message, attempt.epoch()));
    }

    private void uninterrupted(Runnable write) {
        boolean wasOpen = attempt.slot().closeToInterrupts();
        try {
            write.run();
        } finally {
            if (wasOpen) {
                attempt.slot().openToInterrupts();
            }
        }
    }

    @Override
    public Instant begunAt() {
        return begunAt;
    }
}
