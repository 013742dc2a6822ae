package org.vmc.build.statistics;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * Measurements of one thing in figures, in the unit of the measurements.
 *
 * @param n how many there are, at least 1
 * @param standardDeviation of the sample, with n - 1; 0 for a single measurement
 * @param p95 not exceeded by 95 of a hundred, interpolated as R and NumPy do (type 7)
 * @param lowFence 1.5 times the distance of the quartiles below the first of them
 * @param highFence as much above the third
 * @param outliers positions of the measurements beyond Tukey's fences, in their order
 */
public record Summary(
        int n,
        double min,
        double mean,
        double standardDeviation,
        double median,
        double p95,
        double max,
        double lowFence,
        double highFence,
        List<Integer> outliers) {
    private static final double FENCE = 1.5;

    /** Copies what it is given, which it would put into another order otherwise. */
    static final Quantile QUANTILE =
            Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(true);

    public Summary {
        outliers = List.copyOf(outliers);
    }

    /**
     * Sums measurements up.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static Summary of(double[] measured) {
        if (measured.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        var figures = DoubleStatistics.of(
                EnumSet.of(Statistic.MIN, Statistic.MAX, Statistic.MEAN, Statistic.STANDARD_DEVIATION), measured);
        var quantiles = QUANTILE.evaluate(measured, 0.25, 0.5, 0.75, 0.95);
        var reach = FENCE * (quantiles[2] - quantiles[0]);
        var low = quantiles[0] - reach;
        var high = quantiles[2] + reach;
        return new Summary(
                measured.length,
                figures.getAsDouble(Statistic.MIN),
                figures.getAsDouble(Statistic.MEAN),
                figures.getAsDouble(Statistic.STANDARD_DEVIATION),
                quantiles[1],
                quantiles[3],
                figures.getAsDouble(Statistic.MAX),
                low,
                high,
                IntStream.range(0, measured.length)
                        .filter(position -> measured[position] < low || measured[position] > high)
                        .boxed()
                        .toList());
    }

    /** The middle of the measurements. */
    static double median(double[] measured) {
        return QUANTILE.evaluate(measured, 0.5);
    }
}
