package org.vmc.build.charts;

import java.util.List;
import java.util.Locale;
import org.vmc.build.statistics.Summary;

/** The times in the order of rounds, a line for each variant; drift and outliers show. */
public final class RunsChart {
    private static final int TOP = 110;
    private static final int HEIGHT = 340;
    private static final int LEGEND = 220;

    private RunsChart() {}

    /** Draws those that have a time. */
    public static String of(String title, List<Series> variants) {
        var drawing = new Drawing(title, TOP + HEIGHT + 60);
        var points =
                variants.stream().flatMap(series -> series.points().stream()).toList();
        if (points.isEmpty()) {
            return Nothing.on(drawing, TOP);
        }
        var all = Summary.of(points.stream().mapToDouble(Series.Point::seconds).toArray());
        var last = points.stream().mapToInt(Series.Point::at).max().orElse(1);
        var frame = new Frame(
                drawing,
                TOP,
                HEIGHT,
                new Frame.Axis("round", 0, last + 1.0),
                Frame.Axis.around("seconds", all.min(), all.max()));
        frame.axes();
        for (var position = 0; position < variants.size(); position++) {
            line(drawing, frame, variants.get(position), Series.colour(position));
            legend(drawing, position, variants.get(position).label());
        }
        return drawing.svg();
    }

    private static void line(Drawing drawing, Frame frame, Series series, String colour) {
        var path = new StringBuilder();
        for (var point : series.points()) {
            path.append(Drawing.to(path.isEmpty(), frame.x(point.at()), frame.y(point.seconds())));
        }
        if (!path.isEmpty()) {
            drawing.path(path, colour);
        }
        for (var point : series.points()) {
            drawing.circle(frame.x(point.at()), frame.y(point.seconds()), 2.5, colour);
            if (point.isOutlier()) {
                drawing.ring(frame.x(point.at()), frame.y(point.seconds()), 6, colour);
                drawing.say(String.format(
                        Locale.ROOT,
                        "%s, round %d: %.2f s is an outlier.",
                        series.label(),
                        point.at(),
                        point.seconds()));
            }
        }
    }

    private static void legend(Drawing drawing, int position, String label) {
        var x = 20 + position % 4 * LEGEND;
        var y = 52 + position / 4 * 20;
        drawing.rectangle(x, y - 10, 12, 12, Series.colour(position));
        drawing.text(x + 18.0, y, "start", label);
    }
}
