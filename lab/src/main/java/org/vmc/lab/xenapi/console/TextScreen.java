package org.vmc.lab.xenapi.console;

import java.util.Arrays;

/**
 * A text screen of 80 by 25 cells with a cursor and a scroll region. Each row knows when it changed last, so that a
 * viewer draws only what is new. Not thread-safe: see {@link SharedTerminal}.
 */
final class TextScreen {

    static final int COLUMNS = 80;
    static final int ROWS = 25;

    private final char[][] cells = new char[ROWS][COLUMNS];
    private final boolean[][] inverse = new boolean[ROWS][COLUMNS];
    private final long[] changedAt = new long[ROWS];
    private long version;
    private int row;
    private int column;
    private int savedRow;
    private int savedColumn;
    private int top;
    private int bottom = ROWS - 1;
    private boolean wrapsNext;
    private boolean inverseNext;

    TextScreen() {
        for (var line : cells) {
            Arrays.fill(line, ' ');
        }
        erase(0, 0, ROWS - 1, COLUMNS);
    }

    /** Counts changes. */
    long version() {
        return version;
    }

    long changedAt(int line) {
        return changedAt[line];
    }

    char cell(int line, int at) {
        return cells[line][at];
    }

    /** Whether a cell is drawn dark on light: an attribute of the text, or the cursor. */
    boolean isInverse(int line, int at) {
        return inverse[line][at] != (line == row && at == column);
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    /** Text of a row without the spaces at its end. */
    String text(int line) {
        return new String(cells[line]).stripTrailing();
    }

    void put(char glyph) {
        if (wrapsNext) {
            carriageReturn();
            lineFeed();
        }
        cells[row][column] = glyph;
        inverse[row][column] = inverseNext;
        wrapsNext = column == COLUMNS - 1;
        moveTo(row, column + 1);
    }

    void moveTo(int line, int at) {
        changed(row);
        var wraps = wrapsNext && line == row && at >= COLUMNS - 1;
        row = Math.clamp(line, 0, ROWS - 1);
        column = Math.clamp(at, 0, COLUMNS - 1);
        wrapsNext = wraps;
        changed(row);
    }

    void carriageReturn() {
        moveTo(row, 0);
    }

    void lineFeed() {
        wrapsNext = false;
        if (row == bottom) {
            scrollUp(top, 1);
        } else {
            moveTo(row + 1, column);
        }
    }

    void reverseLineFeed() {
        wrapsNext = false;
        if (row == top) {
            scrollDown(top, 1);
        } else {
            moveTo(row - 1, column);
        }
    }

    void tab() {
        moveTo(row, (column / 8 + 1) * 8);
    }

    void save() {
        savedRow = row;
        savedColumn = column;
    }

    void restore() {
        moveTo(savedRow, savedColumn);
    }

    void inverse(boolean on) {
        inverseNext = on;
    }

    void scrollRegion(int first, int last) {
        if (first >= 0 && first < last && last < ROWS) {
            top = first;
            bottom = last;
            moveTo(0, 0);
        }
    }

    /** Rows from one to the end of the scroll region move up. */
    void scrollUp(int from, int count) {
        for (int line = from; line <= bottom; line++) {
            copy(line + count <= bottom ? line + count : -1, line);
        }
    }

    /** Rows from one to the end of the scroll region move down. */
    void scrollDown(int from, int count) {
        for (int line = bottom; line >= from; line--) {
            copy(line - count >= from ? line - count : -1, line);
        }
    }

    /** Takes cells out of the current row; what is right of them moves left. */
    void deleteCells(int count) {
        int kept = Math.max(0, COLUMNS - column - count);
        System.arraycopy(cells[row], COLUMNS - kept, cells[row], column, kept);
        System.arraycopy(inverse[row], COLUMNS - kept, inverse[row], column, kept);
        erase(row, column + kept, row, COLUMNS);
    }

    /** Makes room in the current row; what was there moves right. */
    void insertCells(int count) {
        int kept = Math.max(0, COLUMNS - column - count);
        System.arraycopy(cells[row], column, cells[row], COLUMNS - kept, kept);
        System.arraycopy(inverse[row], column, inverse[row], COLUMNS - kept, kept);
        erase(row, column, row, COLUMNS - kept);
    }

    /** Clears from one cell to before another, over whole rows between. */
    void erase(int fromRow, int fromColumn, int toRow, int toColumn) {
        for (int line = fromRow; line <= toRow; line++) {
            int from = line == fromRow ? fromColumn : 0;
            int to = line == toRow ? toColumn : COLUMNS;
            Arrays.fill(cells[line], from, to, ' ');
            Arrays.fill(inverse[line], from, to, false);
            changed(line);
        }
        wrapsNext = false;
    }

    private void copy(int from, int to) {
        if (from < 0) {
            erase(to, 0, to, COLUMNS);
            return;
        }
        System.arraycopy(cells[from], 0, cells[to], 0, COLUMNS);
        System.arraycopy(inverse[from], 0, inverse[to], 0, COLUMNS);
        changed(to);
    }

    private void changed(int line) {
        changedAt[line] = ++version;
    }
}
