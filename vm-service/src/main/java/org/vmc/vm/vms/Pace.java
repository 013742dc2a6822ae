package org.vmc.vm.vms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.vmc.operations.plan.StepContext;

/**
 * How soon a step looks again at something that goes on in a pool: after half the time it has taken so far. What is
 * over at once is noticed at once, and what takes long costs the pool few calls. Usually an event of the pool wakes the
 * step before.
 */
final class Pace {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(1);
    private static final Clock CLOCK = Clock.systemUTC();

    private Pace() {}

    static Duration of(StepContext<?> context) {
        return of(context.begunAt(), CLOCK.instant());
    }

    static Duration of(Instant begunAt, Instant now) {
        Duration half = Duration.between(begunAt, now).dividedBy(2);
        if (half.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return half.compareTo(MOST) > 0 ? MOST : half;
    }
}
