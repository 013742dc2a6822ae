package org.vmc.bot.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as lines of text: columns padded to their widest cell, two spaces apart. */
public final class TextTable {

    private TextTable() {}

    public static List<String> lines(List<String> columns, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        all.addAll(rows);
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> all.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            lines.add(line(row, widths));
        }
        lines.add(1, IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining("  ")));
        return lines;
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - width(row.get(column))))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
