package org.vmc.build.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How many times as fast one way is as another: the quotient of their mean times, with a bootstrap interval. Times are
 * paired by round, since what slows a round down slows both ways down; rounds are drawn, not single runs.
 *
 * @param rounds how many rounds both ways have
 * @param factor mean time of the first way divided by that of the second; above 1 the second is faster
 * @param low lower end of the interval that holds the true factor with 95 % confidence
 * @param high its upper end
 */
public record SpeedUp(int rounds, double factor, double low, double high) {
    private static final int RESAMPLES = 5_000;
    private static final double TAIL = 0.025;

    /**
     * Compares times in the same rounds.
     *
     * @param base of the way compared with, one of each round
     * @param other of the other way, in the same order
     * @param seed the same seed gives the same interval
     * @throws IllegalArgumentException when there are none, or not as many of both
     */
    public static SpeedUp of(double[] base, double[] other, long seed) {
        if (base.length == 0 || base.length != other.length) {
            throw new IllegalArgumentException("Cannot compare %d times with %d".formatted(base.length, other.length));
        }
        var random = new SplittableRandom(seed);
        var factors = new double[RESAMPLES];
        for (var resample = 0; resample < RESAMPLES; resample++) {
            var baseSum = 0.0;
            var otherSum = 0.0;
            for (var draw = 0; draw < base.length; draw++) {
                var round = random.nextInt(base.length);
                baseSum += base[round];
                otherSum += other[round];
            }
            factors[resample] = baseSum / otherSum;
        }
        var ends = Summary.QUANTILE.evaluate(factors, TAIL, 1 - TAIL);
        return new SpeedUp(
                base.length, Arrays.stream(base).sum() / Arrays.stream(other).sum(), ends[0], ends[1]);
    }
}
