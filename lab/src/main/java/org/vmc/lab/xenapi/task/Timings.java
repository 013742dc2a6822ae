package org.vmc.lab.xenapi.task;

import java.time.Duration;
import java.util.Random;

/** How long operations take: the usual time, scaled, with jitter. Thread-safe. */
public final class Timings {

    private static final double JITTER = 0.2;

    private final double scale;
    private final Random random;

    /**
     * @param scale 1 for the usual times, 0 for none
     * @param seed makes the jitter repeatable
     */
    public Timings(double scale, long seed) {
        this.scale = scale;
        this.random = new Random(seed);
    }

    Duration of(TimedOperation operation) {
        double jitter = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofNanos((long) (operation.usual().toNanos() * scale * jitter));
    }
}
