package org.vmc.build.charts;

import java.util.Locale;
import org.vmc.build.statistics.Sweep;

/** Time against the number of jobs: every run a dot, a line through the medians, the flat region shaded. */
public final class SweepChart {
    private static final int TOP = 90;
    private static final int HEIGHT = 360;

    private SweepChart() {}

    /**
     * Draws a sweep.
     *
     * @param runs all times by their number of jobs; at least one
     */
    public static String of(String title, Series runs, Sweep sweep) {
        var drawing = new Drawing(title, TOP + HEIGHT + 60);
        var least =
                runs.points().stream().mapToDouble(Series.Point::seconds).min().orElse(0);
        var most =
                runs.points().stream().mapToDouble(Series.Point::seconds).max().orElse(1);
        var frame = new Frame(
                drawing,
                TOP,
                HEIGHT,
                Frame.Axis.around(
                        "jobs (make -j)",
                        sweep.points().getFirst().jobs(),
                        sweep.points().getLast().jobs()),
                Frame.Axis.around("seconds", least, most));
        shade(drawing, frame, sweep);
        frame.axes();
        runs.points().forEach(run -> drawing.circle(frame.x(run.at()), frame.y(run.seconds()), 3, "#93a4c3"));
        var path = new StringBuilder();
        for (var point : sweep.points()) {
            path.append(Drawing.to(path.isEmpty(), frame.x(point.jobs()), frame.y(point.median())));
            drawing.say(String.format(Locale.ROOT, "-j%d: %.2f s.", point.jobs(), point.median()));
        }
        drawing.path(path, Series.colour(0));
        drawing.ring(frame.x(sweep.optimum()), frame.y(sweep.optimumTime()), 7, Series.colour(4));
        return drawing.svg();
    }

    private static void shade(Drawing drawing, Frame frame, Sweep sweep) {
        var said = String.format(
                Locale.ROOT,
                "Optimum -j%d with %.2f s; within %d %% of it from -j%d to -j%d",
                sweep.optimum(),
                sweep.optimumTime(),
                Sweep.FLAT_PERCENT,
                sweep.flatFrom(),
                sweep.flatTo());
        var from = frame.x(sweep.flatFrom()) - 4;
        drawing.rectangle(from, TOP, frame.x(sweep.flatTo()) + 4 - from, HEIGHT, "#ecfdf5");
        drawing.text(frame.right(), 52, "end", said);
        drawing.say(said + ".");
    }
}
