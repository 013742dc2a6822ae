package org.vmc.build.charts;

import java.util.Locale;

/**
 * An SVG under construction: shapes, and the words that tell the same. Every text is escaped, and what XML cannot carry
 * is replaced.
 */
final class Drawing {
    static final int WIDTH = 960;

    private static final int MARGIN = 20;

    private final String title;
    private final int height;
    private final StringBuilder shapes = new StringBuilder();
    private final StringBuilder words = new StringBuilder();

    Drawing(String title, int height) {
        this.title = title;
        this.height = height;
    }

    /** Adds a sentence to the description. */
    void say(String sentence) {
        words.append(escaped(sentence)).append(' ');
    }

    void rectangle(double x, double y, double width, double height, String fill) {
        shapes.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
                .formatted(number(x), number(y), number(width), number(height), fill));
    }

    void circle(double x, double y, double radius, String fill) {
        shapes.append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>\n"
                .formatted(number(x), number(y), number(radius), fill));
    }

    /** A circle around a point, so that it stands out without colour. */
    void ring(double x, double y, double radius, String stroke) {
        shapes.append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n"
                .formatted(number(x), number(y), number(radius), stroke));
    }

    void line(double x1, double y1, double x2, double y2, String stroke, String dashes) {
        shapes.append("<path d=\"M%s %sL%s %s\" stroke=\"%s\" stroke-dasharray=\"%s\"/>\n"
                .formatted(number(x1), number(y1), number(x2), number(y2), stroke, dashes));
    }

    /**
     * A line through points.
     *
     * @param path as in the attribute {@code d}, made of {@link #to}
     */
    void path(CharSequence path, String stroke) {
        shapes.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n".formatted(path, stroke));
    }

    /** One point of a {@link #path}. */
    static String to(boolean isFirst, double x, double y) {
        return "%s%s %s".formatted(isFirst ? "M" : "L", number(x), number(y));
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    void text(double x, double y, String anchor, String text) {
        shapes.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(number(x), number(y), anchor, escaped(text)));
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
                """.formatted(WIDTH, height, escaped(title), words.toString().strip(), MARGIN, shapes);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        var safe = new StringBuilder(text.length());
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
