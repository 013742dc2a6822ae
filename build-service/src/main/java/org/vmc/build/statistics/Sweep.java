package org.vmc.build.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How the time depends on the number of jobs.
 *
 * @param points for each number of jobs, ascending, the median time
 * @param optimum the number of jobs with the least median; of equals the least number
 * @param optimumTime that median
 * @param flatFrom least number of jobs in one run with the optimum whose medians are all within {@value #FLAT_PERCENT}
 *     % of it
 * @param flatTo the greatest
 */
public record Sweep(List<Point> points, int optimum, double optimumTime, int flatFrom, int flatTo) {
    /** How much slower than the optimum still counts as equally fast. */
    public static final int FLAT_PERCENT = 3;

    /**
     * One number of jobs.
     *
     * @param median of its times, in their unit
     * @param runs how many there are
     */
    public record Point(int jobs, double median, int runs) {}

    public Sweep {
        points = List.copyOf(points);
    }

    /**
     * Finds the optimum.
     *
     * @param measured times by number of jobs; at least one number, each with at least one time
     */
    public static Sweep of(Map<Integer, double[]> measured) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        NavigableMap<Integer, double[]> ascending = new TreeMap<>(measured);
        var points = new ArrayList<Point>();
        ascending.forEach((jobs, times) -> points.add(new Point(jobs, Summary.median(times), times.length)));
        var best = 0;
        for (var position = 1; position < points.size(); position++) {
            if (points.get(position).median() < points.get(best).median()) {
                best = position;
            }
        }
        var limit = points.get(best).median() * (1 + FLAT_PERCENT / 100.0);
        var from = best;
        while (from > 0 && points.get(from - 1).median() <= limit) {
            from--;
        }
        var to = best;
        while (to < points.size() - 1 && points.get(to + 1).median() <= limit) {
            to++;
        }
        return new Sweep(
                points,
                points.get(best).jobs(),
                points.get(best).median(),
                points.get(from).jobs(),
                points.get(to).jobs());
    }
}
