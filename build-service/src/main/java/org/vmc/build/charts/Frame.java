package org.vmc.build.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rectangle of a drawing in which values are points, with its axes. */
final class Frame {
    private static final int LEFT = 80;
    private static final int RIGHT = 30;
    private static final int TICKS_UP = 4;
    private static final int TICKS_ACROSS = 16;
    private static final String GRID = "#e5e7eb";
    private static final String AXIS = "#6b7280";

    private final Drawing drawing;
    private final int top;
    private final int height;
    private final Axis across;
    private final Axis up;

    /**
     * An axis.
     *
     * @param from value at its beginning
     * @param to value at its end, greater
     */
    record Axis(String label, double from, double to) {

        /** From the least to the greatest value with a little room on both sides. */
        static Axis around(String label, double least, double greatest) {
            var room = greatest > least ? (greatest - least) * 0.05 : Math.max(Math.abs(least) * 0.05, 0.5);
            return new Axis(label, least - room, greatest + room);
        }

        double share(double value) {
            return (value - from) / (to - from);
        }

        /** Round values along it, at most about so many. */
        List<Double> ticks(int most) {
            var step = step(most);
            var ticks = new ArrayList<Double>();
            for (var at = Math.ceil(from / step); at * step <= to; at++) {
                ticks.add(at * step);
            }
            return ticks;
        }

        /** A tick of {@link #ticks} with as many places as tell it from the next. */
        String text(double tick, int most) {
            var places = Math.max(0, (int) Math.ceil(-Math.log10(step(most)) - 1e-9));
            return String.format(Locale.ROOT, "%." + places + "f", tick);
        }

        private double step(int most) {
            var rough = (to - from) / most;
            var power = Math.pow(10, Math.floor(Math.log10(rough)));
            return power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
        }
    }

    Frame(Drawing drawing, int top, int height, Axis across, Axis up) {
        this.drawing = drawing;
        this.top = top;
        this.height = height;
        this.across = across;
        this.up = up;
    }

    double x(double value) {
        return LEFT + across.share(value) * (Drawing.WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
        return top + height - up.share(value) * height;
    }

    double bottom() {
        return top + height;
    }

    double left() {
        return LEFT;
    }

    double right() {
        return Drawing.WIDTH - RIGHT;
    }

    /** Draws both axes with their ticks and labels, and a grid. */
    void axes() {
        for (var tick : up.ticks(TICKS_UP)) {
            drawing.line(left(), y(tick), right(), y(tick), GRID, "none");
            drawing.text(left() - 6, y(tick) + 4, "end", up.text(tick, TICKS_UP));
        }
        drawing.line(left(), top, left(), bottom(), AXIS, "none");
        drawing.text(left() - 60, top - 8.0, "start", up.label());
        across();
    }

    /** Draws the lower axis alone. */
    void across() {
        for (var tick : across.ticks(TICKS_ACROSS)) {
            drawing.line(x(tick), bottom(), x(tick), bottom() + 4, AXIS, "none");
            drawing.text(x(tick), bottom() + 18, "middle", across.text(tick, TICKS_ACROSS));
        }
        drawing.line(left(), bottom(), right(), bottom(), AXIS, "none");
        drawing.text((left() + right()) / 2, bottom() + 36, "middle", across.label());
    }
}
