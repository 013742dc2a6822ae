package org.vmc.bot.output;

import java.util.List;

/** Rows under column heads; every row has one cell a column. */
public record Table(List<String> columns, List<List<String>> rows) implements Block {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> row.stream().map(Printable::line).toList())
                .toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("A row of " + row.size() + " cells under " + columns);
            }
        }
    }
}
