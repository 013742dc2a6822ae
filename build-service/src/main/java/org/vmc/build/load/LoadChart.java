package org.vmc.build.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The CPU of each host over the time of a build, one below the other: user, nice, system, iowait and steal on top of
 * each other, up to all that the host may use. Where nobody measured there is nothing. The description has it in words.
 */
public final class LoadChart {
    private static final int WIDTH = 960;
    private static final int LEFT = 60;
    private static final int PLOT = 860;
    private static final int TOP = 92;
    private static final int PANEL = 110;
    private static final int ROW = 156;
    private static final int MARGIN = 20;
    private static final int TICKS = 5;

    private enum Layer {
        USER("user", "#1d4ed8"),
        NICE("nice", "#60a5fa"),
        SYSTEM("system", "#b91c1c"),
        IOWAIT("iowait", "#f59e0b"),
        STEAL("steal", "#6b7280");

        private final String label;
        private final String colour;

        Layer(String label, String colour) {
            this.label = label;
            this.colour = colour;
        }

        double of(LoadPoint point) {
            return LoadPoint.or0(
                    switch (this) {
                        case USER -> point.user();
                        case NICE -> point.nice();
                        case SYSTEM -> point.system();
                        case IOWAIT -> point.iowait();
                        case STEAL -> point.steal();
                    });
        }
    }

    private final LoadProfile profile;
    private final String title;
    private final long endMillis;
    private final StringBuilder shapes = new StringBuilder();

    private LoadChart(LoadProfile profile, String title) {
        this.profile = profile;
        this.title = title;
        this.endMillis = Math.max(
                1,
                profile.series().stream().mapToLong(HostLoad::endMillis).max().orElse(1));
    }

    /** The chart as SVG. */
    public static String of(LoadProfile profile, String title) {
        return new LoadChart(profile, title).svg();
    }

    private String svg() {
        legend();
        var y = TOP;
        for (var host : profile.series()) {
            panel(host, y);
            y += ROW;
        }
        if (profile.series().isEmpty()) {
            shapes.append("<text x=\"%d\" y=\"%d\">There are no samples.</text>\n".formatted(MARGIN, y));
            y += MARGIN;
        }
        var words = profile.hosts().stream()
                .map(host -> "%s: busy %s.".formatted(host.name(), percent(host.busy())))
                .collect(Collectors.joining(" "));
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d"\
                 role="img" aria-labelledby="title description" font-family="sans-serif" font-size="13" fill="#111827">
                <title id="title">%3$s</title>
                <desc id="description">%4$s</desc>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%5$d" y="30" font-size="18" font-weight="bold">%3$s</text>
                <text x="%5$d" y="52">%6$s</text>
                %7$s</svg>
                """.formatted(
                        WIDTH,
                        y + MARGIN,
                        escaped(title),
                        escaped(profile.verdict().sentence() + " " + words),
                        MARGIN,
                        escaped(profile.verdict().sentence()),
                        shapes);
    }

    private void legend() {
        var x = MARGIN;
        for (var layer : Layer.values()) {
            shapes.append("""
                    <rect x="%d" y="64" width="12" height="12" fill="%s"/><text x="%d" y="75">%s</text>
                    """.formatted(x, layer.colour, x + 18, layer.label));
            x += 90;
        }
    }

    private void panel(HostLoad host, int top) {
        var of = host.source().equals(HostLoad.MACHINE) ? "" : ", its own control group";
        shapes.append("""
                <text x="%d" y="%d" font-weight="bold">%s</text>
                <rect x="%d" y="%d" width="%d" height="%d" fill="#f3f4f6"/>
                """.formatted(
                        MARGIN,
                        top + 10,
                        escaped("%s%s: busy %s of %s CPU%s"
                                .formatted(
                                        host.name(),
                                        host.builder() ? " (builder)" : "",
                                        percent(host.meanBusy()),
                                        number(host.cpus()),
                                        of)),
                        LEFT,
                        top + 18,
                        PLOT,
                        PANEL));
        host.stretches().forEach(stretch -> areas(stretch, top + 18));
        axes(top + 18);
    }

    private void areas(List<LoadPoint> stretch, int top) {
        for (var layer : Layer.values()) {
            if (stretch.stream().allMatch(point -> layer.of(point) == 0)) {
                continue;
            }
            var upper = new StringBuilder();
            var lower = new ArrayList<String>();
            for (var point : stretch) {
                var below = below(point, layer);
                var above = Math.min(1, below + layer.of(point));
                var from = x(point.fromMillis());
                var to = x(point.toMillis());
                upper.append("%s,%s %s,%s ".formatted(from, y(top, above), to, y(top, above)));
                lower.add("%s,%s %s,%s".formatted(to, y(top, below), from, y(top, below)));
            }
            shapes.append("<polygon fill=\"%s\" points=\"%s%s\"/>\n"
                    .formatted(layer.colour, upper, String.join(" ", lower.reversed())));
        }
    }

    private static double below(LoadPoint point, Layer layer) {
        var sum = 0.0;
        for (var each : Layer.values()) {
            if (each == layer) {
                break;
            }
            sum += each.of(point);
        }
        return Math.min(1, sum);
    }

    private void axes(int top) {
        shapes.append("""
                <text x="%1$d" y="%2$d" text-anchor="end" font-size="11">100 %%</text>
                <text x="%1$d" y="%3$d" text-anchor="end" font-size="11">0</text>
                """.formatted(LEFT - 6, top + 10, top + PANEL));
        for (var tick = 0; tick <= TICKS; tick++) {
            var millis = endMillis * tick / TICKS;
            shapes.append("<text x=\"%s\" y=\"%d\" text-anchor=\"middle\" font-size=\"11\">%s s</text>\n"
                    .formatted(x(millis), top + PANEL + 14, number(millis / 1000.0)));
        }
    }

    private String x(long millis) {
        return number(LEFT + (double) PLOT * Math.max(0, millis) / endMillis);
    }

    private static String y(int top, double share) {
        return number(top + PANEL * (1 - share));
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    }
}
