package org.vmc.build.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Measurements counted in bins of equal width.
 *
 * @param bins in order, without gaps; the last one holds the greatest measurement, too
 */
public record Histogram(List<Bin> bins) {
    private static final int MOST_BINS = 40;

    /**
     * One bin.
     *
     * @param from least value that belongs to it
     * @param to least value that does not
     * @param count measurements in it
     */
    public record Bin(double from, double to, int count) {}

    public Histogram {
        bins = List.copyOf(bins);
    }

    /** Counts measurements, of which there is at least one, in as many bins as Freedman and Diaconis advise. */
    public static Histogram of(double[] measured) {
        var summary = Summary.of(measured);
        var range = summary.max() - summary.min();
        if (range == 0) {
            return new Histogram(List.of(new Bin(summary.min(), summary.max(), measured.length)));
        }
        var number = bins(measured, range);
        var counts = new int[number];
        for (var value : measured) {
            counts[Math.min(number - 1, (int) ((value - summary.min()) / range * number))]++;
        }
        var bins = new ArrayList<Bin>(number);
        for (var bin = 0; bin < number; bin++) {
            bins.add(new Bin(
                    summary.min() + range * bin / number, summary.min() + range * (bin + 1) / number, counts[bin]));
        }
        return new Histogram(bins);
    }

    private static int bins(double[] measured, double range) {
        var quartiles = Summary.QUANTILE.evaluate(measured, 0.25, 0.75);
        var width = 2 * (quartiles[1] - quartiles[0]) / Math.cbrt(measured.length);
        // Half of the measurements equal: the advice would be an endless number of bins.
        var advised = width == 0 ? Math.sqrt(measured.length) : range / width;
        return Math.clamp((long) Math.ceil(advised), 1, MOST_BINS);
    }
}
