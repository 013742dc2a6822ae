package org.vmc.operations.plan;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a running step knows of its operation.
 *
 * @param <I> the operation's input
 */
public interface StepContext<I> {
    /** The operation's id; stored in the things it makes so that they can be found again after a crash. */
    UUID operationId();

    /** The input as it was accepted. */
    I input();

    /** On whose behalf, and in which larger request. */
    Origin origin();

    /** What an earlier step, or this one at an earlier try, remembered under {@code key}. */
    Optional<String> learned(String key);

    /**
     * As {@link #learned}, for a key that an earlier step always leaves.
     *
     * @throws IllegalStateException when it did not
     */
    default String required(String key) {
        return learned(key)
                .orElseThrow(() -> new IllegalStateException("No step of operation " + operationId() + " left " + key));
    }

    /**
     * Remembers {@code key} at once, in a transaction of its own: for what must not be forgotten in the middle of a
     * step, such as the reference of a task that another system has begun.
     */
    void remember(String key, String value);

    /**
     * Says how far this step is. Shown at once, stored and published at most once a second.
     *
     * @param fraction 0..1 of this step
     * @param message one line for people
     */
    void progress(double fraction, String message);

    /** When this step first began, also if it is being tried again. */
    Instant begunAt();
}
