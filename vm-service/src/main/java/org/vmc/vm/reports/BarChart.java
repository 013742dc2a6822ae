package org.vmc.vm.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a bar chart as SVG: headings with bars under them, each filled by how much of a whole is taken. Figures stand
 * beside the bars, and the description tells all of it in words, so that nothing is told by colour or length alone.
 * Every text is escaped, and what XML cannot carry is replaced.
 */
final class BarChart {

    private static final int WIDTH = 960;
    private static final int MARGIN = 20;
    private static final int BAR_LEFT = 250;
    private static final int BAR_WIDTH = 380;
    private static final int BAR_HEIGHT = 14;
    private static final int ROW = 24;
    private static final int TITLE = 50;
    private static final int LONGEST_LABEL = 30;
    private static final double NEARLY_FULL = 0.8;

    private final String title;
    private final StringBuilder shapes = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private int y = TITLE;

    BarChart(String title) {
        this.title = title;
    }

    BarChart heading(String text) {
        y += ROW / 2;
        shapes.append("""
                <text x="%d" y="%d" font-size="15" font-weight="bold">%s</text>
                """.formatted(MARGIN, y, escaped(text)));
        words.add(text + ":");
        y += ROW;
        return this;
    }

    /** A line without a bar. */
    BarChart line(String text) {
        shapes.append("""
                <text x="%d" y="%d">%s</text>
                """.formatted(MARGIN, y, escaped(text)));
        words.add(text + ".");
        y += ROW;
        return this;
    }

    /**
     * @param taken of {@code whole}, in the same unit; more than all of it fills the bar and is told by the figures
     * @param figures both in words
     */
    BarChart bar(String label, double taken, double whole, String figures) {
        double fraction = whole > 0 ? taken / whole : 0;
        String said = whole > 0 ? "%s (%.0f %%)".formatted(figures, fraction * 100) : figures;
        shapes.append("""
                <text x="%d" y="%d">%s</text>
                <rect x="%d" y="%d" width="%d" height="%d" fill="#e5e7eb"/>
                <rect x="%d" y="%d" width="%s" height="%d" fill="%s"/>
                <text x="%d" y="%d">%s</text>
                """.formatted(
                        MARGIN,
                        y,
                        escaped(shortened(label)),
                        BAR_LEFT,
                        y - BAR_HEIGHT + 3,
                        BAR_WIDTH,
                        BAR_HEIGHT,
                        BAR_LEFT,
                        y - BAR_HEIGHT + 3,
                        decimal(Math.clamp(fraction, 0, 1) * BAR_WIDTH),
                        BAR_HEIGHT,
                        colour(fraction),
                        BAR_LEFT + BAR_WIDTH + MARGIN / 2,
                        y,
                        escaped(said)));
        words.add(label + " " + said + ".");
        y += ROW;
        return this;
    }

    String svg() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d"\
                 role="img" aria-labelledby="title description" font-family="sans-serif" font-size="13" fill="#111827">
                <title id="title">%3$s</title>
                <desc id="description">%4$s</desc>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%5$d" y="30" font-size="18" font-weight="bold">%3$s</text>
                %6$s</svg>
                """.formatted(WIDTH, y + MARGIN, escaped(title), escaped(String.join(" ", words)), MARGIN, shapes);
    }

    private static String colour(double fraction) {
        if (fraction > 1) {
            return "#b91c1c";
        }
        return fraction >= NEARLY_FULL ? "#b45309" : "#1d4ed8";
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST_LABEL) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isXml(character) ? character : 0xFFFD);
            }
        });
        return safe.toString();
    }

    /** The characters of XML 1.0. */
    private static boolean isXml(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || (character >= 0x10000 && character <= 0x10FFFF);
    }
}
