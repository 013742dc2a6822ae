package org.vmc.vm.xen;

import java.time.Duration;

/**
 * Lets through {@code burst} calls at once and {@code perSecond} in the long run.
 *
 * <p>Callers reserve their turn and wait it out themselves, so waiting holds no lock. Thread-safe.
 */
final class TokenBucket {

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final long nanosPerToken;
    private final long burstNanos;
    private long nextFreeNanos;

    TokenBucket(int perSecond, int burst, long nowNanos) {
        this.nanosPerToken = NANOS_PER_SECOND / perSecond;
        this.burstNanos = nanosPerToken * (burst - 1);
        this.nextFreeNanos = nowNanos - burstNanos;
    }

    /** Takes the next turn and tells how long to wait for it. */
    synchronized Duration reserve(long nowNanos) {
        nextFreeNanos = Math.max(nextFreeNanos, nowNanos - burstNanos);
        long waitNanos = Math.max(0, nextFreeNanos - nowNanos);
        nextFreeNanos += nanosPerToken;
        return Duration.ofNanos(waitNanos);
    }
}
