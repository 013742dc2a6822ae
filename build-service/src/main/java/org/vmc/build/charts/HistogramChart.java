package org.vmc.build.charts;

import java.util.List;
import java.util.Locale;
import org.vmc.build.statistics.Histogram;
import org.vmc.build.statistics.Summary;

/** How the times of each variant are spread: one histogram below the other, on the same scale. */
public final class HistogramChart {
    private static final int TOP = 80;
    private static final int HEIGHT = 160;
    private static final int GAP = 80;

    private HistogramChart() {}

    /** Draws those that have a time. */
    public static String of(String title, List<Series> variants) {
        var measured =
                variants.stream().filter(series -> !series.points().isEmpty()).toList();
        var drawing = new Drawing(title, TOP + Math.max(1, measured.size()) * (HEIGHT + GAP));
        if (measured.isEmpty()) {
            return Nothing.on(drawing, TOP);
        }
        var all = Summary.of(measured.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Series.Point::seconds)
                .toArray());
        var across = Frame.Axis.around("seconds", all.min(), all.max());
        for (var position = 0; position < measured.size(); position++) {
            panel(drawing, TOP + position * (HEIGHT + GAP), across, measured.get(position), Series.colour(position));
        }
        return drawing.svg();
    }

    private static void panel(Drawing drawing, int top, Frame.Axis across, Series series, String colour) {
        var bins = Histogram.of(series.seconds()).bins();
        var most = bins.stream().mapToInt(Histogram.Bin::count).max().orElse(1);
        var summary = Summary.of(series.seconds());
        var figures = String.format(
                Locale.ROOT,
                "%s: n = %d, min %.2f, mean %.2f, SD %.2f, median %.2f, p95 %.2f, max %.2f s",
                series.label(),
                summary.n(),
                summary.min(),
                summary.mean(),
                summary.standardDeviation(),
                summary.median(),
                summary.p95(),
                summary.max());
        drawing.say(figures + ".");
        var frame = new Frame(drawing, top, HEIGHT, across, new Frame.Axis("runs", 0, most * 1.1));
        frame.axes();
        drawing.text(frame.right(), top - 8.0, "end", figures);
        for (var bin : bins) {
            var from = frame.x(bin.from());
            // All times equal make a bin without width.
            var width = Math.max(2, frame.x(bin.to()) - from - 1);
            drawing.rectangle(from, frame.y(bin.count()), width, frame.bottom() - frame.y(bin.count()), colour);
        }
        drawing.line(frame.x(summary.mean()), top, frame.x(summary.mean()), frame.bottom(), "#111827", "4 3");
    }
}
