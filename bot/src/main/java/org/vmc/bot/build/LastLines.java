package org.vmc.bot.build;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a text that comes in parts and may be far larger than memory. */
final class LastLines {

    /** Of a longer line only the beginning is kept. */
    static final int LONGEST_LINE = 8_192;

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();
    private final StringBuilder unfinished = new StringBuilder();
    private long leftOut;

    LastLines(int most) {
        this.most = most;
    }

    /** Takes the next part, which may begin and end within a line. */
    void add(String part) {
        int start = 0;
        for (int end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', start)) {
            lengthen(part, start, end);
            finish();
            start = end + 1;
        }
        lengthen(part, start, part.length());
    }

    boolean isEmpty() {
        return lines.isEmpty() && unfinished.isEmpty();
    }

    /** How many lines came before those in {@link #text()}. */
    long leftOut() {
        return leftOut + (isFull() && !unfinished.isEmpty() ? 1 : 0);
    }

    String text() {
        Deque<String> shown = new ArrayDeque<>(lines);
        if (!unfinished.isEmpty()) {
            shown.add(unfinished.toString());
        }
        if (shown.size() > most) {
            shown.removeFirst();
        }
        return String.join("\n", shown);
    }

    private void lengthen(String part, int start, int end) {
        int room = LONGEST_LINE - unfinished.length();
        unfinished.append(part, start, Math.min(end, start + room));
    }

    private void finish() {
        if (isFull()) {
            lines.removeFirst();
            leftOut++;
        }
        lines.add(unfinished.toString());
        unfinished.setLength(0);
    }

    private boolean isFull() {
        return lines.size() == most;
    }
}
