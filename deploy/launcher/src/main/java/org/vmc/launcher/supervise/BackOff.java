package org.vmc.launcher.supervise;

import java.time.Duration;

/**
 * Pauses between starts of a part that keeps dying.
 *
 * @param first the pause after the first death; doubles with each
 * @param longest the limit of that
 * @param forgiven how long it must have run for its earlier deaths not to count
 */
record BackOff(Duration first, Duration longest, Duration forgiven) {

    static final BackOff USUAL = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private static final int GREATEST_EXPONENT = 20;

    /** @param deathsInARow 1 for the first */
    Duration pause(int deathsInARow) {
        Duration doubled = first.multipliedBy(1L << Math.min(deathsInARow - 1, GREATEST_EXPONENT));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
