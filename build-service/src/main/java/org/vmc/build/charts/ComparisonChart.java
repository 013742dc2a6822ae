package org.vmc.build.charts;

import java.util.List;
import java.util.Locale;
import org.vmc.build.statistics.SpeedUp;
import org.vmc.build.statistics.Verdict;

/** How many times as fast each variant is as the first, with its confidence interval beside what is worth it. */
public final class ComparisonChart {
    private static final int TOP = 90;
    private static final int ROW = 44;

    private ComparisonChart() {}

    /** A variant beside the first. */
    public record Bar(String label, SpeedUp speedUp) {}

    /** Draws the bars that there are. */
    public static String of(String title, List<Bar> bars) {
        var height = Math.max(1, bars.size()) * ROW;
        var drawing = new Drawing(title, TOP + height + 60);
        if (bars.isEmpty()) {
            return Nothing.on(drawing, TOP);
        }
        var most = bars.stream().mapToDouble(bar -> bar.speedUp().high()).max().orElse(1);
        var frame = new Frame(
                drawing,
                TOP,
                height,
                new Frame.Axis("times as fast as the first variant", 0, Math.max(Verdict.WORTH, most) * 1.1),
                new Frame.Axis("", 0, bars.size()));
        threshold(drawing, frame, 1, "as fast");
        threshold(drawing, frame, Verdict.WORTH, "worth it");
        for (var position = 0; position < bars.size(); position++) {
            row(drawing, frame, bars.get(position), bars.size() - position - 0.5, Series.colour(position + 1));
        }
        frame.across();
        return drawing.svg();
    }

    private static void threshold(Drawing drawing, Frame frame, double at, String label) {
        drawing.line(frame.x(at), TOP, frame.x(at), frame.bottom(), "#111827", "4 3");
        drawing.text(
                frame.x(at), TOP - 8.0, at > 1 ? "start" : "end", String.format(Locale.ROOT, "%s %.2f", label, at));
    }

    private static void row(Drawing drawing, Frame frame, Bar bar, double at, String colour) {
        var speedUp = bar.speedUp();
        var y = frame.y(at);
        drawing.rectangle(frame.left(), y - 6, frame.x(speedUp.factor()) - frame.left(), 12, colour);
        drawing.line(frame.x(speedUp.low()), y, frame.x(speedUp.high()), y, "#111827", "none");
        for (var end : List.of(speedUp.low(), speedUp.high())) {
            drawing.line(frame.x(end), y - 7, frame.x(end), y + 7, "#111827", "none");
        }
        var figures = String.format(
                Locale.ROOT,
                "%s: %.3f (95 %% confidence %.3f to %.3f, %d rounds)",
                bar.label(),
                speedUp.factor(),
                speedUp.low(),
                speedUp.high(),
                speedUp.rounds());
        drawing.text(frame.left(), y - 10, "start", figures);
        drawing.say(figures + ".");
    }
}
