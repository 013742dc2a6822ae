package org.vmc.lab.xenapi.task;

import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * How long operations take: what was configured for them, else the usual time, scaled, with a jitter of a fifth.
 * Thread-safe.
 */
public final class Timings {

    private static final double JITTER = 0.2;

    private final double scale;
    private final Random random;
    private final Map<TimedOperation, OperationTime> configured;

    /**
     * @param scale 1 for the usual times, 0 for none
     * @param seed makes the jitter repeatable
     * @param configured times of their own, which are not scaled
     */
    public Timings(double scale, long seed, Map<TimedOperation, OperationTime> configured) {
        this.scale = scale;
        this.random = new Random(seed);
        this.configured = Map.copyOf(configured);
    }

    /** How long an operation takes this time. */
    public Duration of(TimedOperation operation) {
        var time = configured.get(operation);
        return (time == null ? usual(operation).times(scale) : time).next(random);
    }

    private static OperationTime usual(TimedOperation operation) {
        long nanos = operation.usual().toNanos();
        return new OperationTime(operation.usual(), Duration.ofNanos(Math.round(nanos * JITTER)));
    }
}
