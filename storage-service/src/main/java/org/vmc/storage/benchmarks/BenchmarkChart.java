package org.vmc.storage.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A benchmark as a bar chart: for each step a bar for each target, on a logarithmic scale, since they differ a
 * hundredfold. The figures stand beside the bars, and the description has them in words.
 */
final class BenchmarkChart {

    private static final int WIDTH = 960;
    private static final int MARGIN = 20;
    private static final int BAR_LEFT = 180;
    private static final int BAR_WIDTH = 400;
    private static final int BAR_HEIGHT = 14;
    private static final int ROW = 24;
    private static final int TOP = 56;
    /** A bar of one row shows a tenth of the shortest time as nothing. */
    private static final double SMALLEST_SHARE = 10;

    private final BenchmarkView benchmark;
    private final StringBuilder shapes = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private int y = TOP;

    private BenchmarkChart(BenchmarkView benchmark) {
        this.benchmark = benchmark;
    }

    static String of(BenchmarkView benchmark) {
        return new BenchmarkChart(benchmark).svg();
    }

    private String svg() {
        var least = benchmark.results().stream()
                        .mapToDouble(Comparison.Result::medianMillis)
                        .min()
                        .orElse(1)
                / SMALLEST_SHARE;
        var most = benchmark.results().stream()
                .mapToDouble(Comparison.Result::medianMillis)
                .max()
                .orElse(10);
        for (var step : List.of("generate", "find", "read")) {
            var results = benchmark.results().stream()
                    .filter(result -> result.step().equals(step))
                    .toList();
            if (!results.isEmpty()) {
                heading(step);
                results.forEach(
                        result -> bar(result, Math.log(result.medianMillis() / least) / Math.log(most / least)));
            }
        }
        if (benchmark.results().isEmpty()) {
            heading("nothing is measured yet");
        }
        var title = "%d × %d files of %d bytes from %s, median of up to %d"
                .formatted(
                        benchmark.directories(),
                        benchmark.files(),
                        benchmark.bytes(),
                        escaped(benchmark.client()),
                        benchmark.rounds());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d"\
                 role="img" aria-labelledby="title description" font-family="sans-serif" font-size="13" fill="#111827">
                <title id="title">%3$s</title>
                <desc id="description">%4$s</desc>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%5$d" y="30" font-size="18" font-weight="bold">%3$s</text>
                %6$s</svg>
                """.formatted(WIDTH, y + MARGIN, title, String.join(" ", words), MARGIN, shapes);
    }

    private void heading(String text) {
        y += ROW / 2;
        shapes.append("""
                <text x="%d" y="%d" font-size="15" font-weight="bold">%s</text>
                """.formatted(MARGIN, y, text));
        words.add(text + ":");
        y += ROW;
    }

    private void bar(Comparison.Result result, double share) {
        var label = escaped(result.target());
        var figures = figures(result);
        shapes.append("""
                <text x="%d" y="%d">%s</text>
                <rect x="%d" y="%d" width="%s" height="%d" fill="#1d4ed8"/>
                <text x="%d" y="%d">%s</text>
                """.formatted(
                        MARGIN,
                        y,
                        label,
                        BAR_LEFT,
                        y - BAR_HEIGHT + 3,
                        String.format(Locale.ROOT, "%.1f", Math.clamp(share, 0, 1) * BAR_WIDTH),
                        BAR_HEIGHT,
                        BAR_LEFT + BAR_WIDTH + MARGIN / 2,
                        y,
                        figures));
        words.add("%s %s.".formatted(label, figures));
        y += ROW;
    }

    private static String figures(Comparison.Result result) {
        var times = result.timesBaseline();
        var millis = String.format(
                Locale.ROOT, "%.1f ms (%.1f–%.1f)", result.medianMillis(), result.minMillis(), result.maxMillis());
        return times == null
                ? millis
                : millis + String.format(Locale.ROOT, ", %.2f × (%.2f–%.2f)", times.median(), times.min(), times.max());
    }

    /** Names of configured hosts and of volumes; nothing else varies. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
