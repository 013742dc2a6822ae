package org.vmc.build.charts;

import java.util.List;

/**
 * The times of one way of building.
 *
 * @param label for people
 * @param points in the order of rounds
 */
public record Series(String label, List<Point> points) {
    private static final List<String> COLOURS =
            List.of("#1d4ed8", "#b45309", "#047857", "#7c3aed", "#be123c", "#0e7490", "#4d7c0f", "#334155");

    /**
     * One time.
     *
     * @param at its round or its number of jobs
     * @param seconds by the clock
     * @param isOutlier whether it is beyond Tukey's fences
     */
    public record Point(int at, double seconds, boolean isOutlier) {}

    public Series {
        points = List.copyOf(points);
    }

    double[] seconds() {
        return points.stream().mapToDouble(Point::seconds).toArray();
    }

    static String colour(int position) {
        return COLOURS.get(position % COLOURS.size());
    }
}
