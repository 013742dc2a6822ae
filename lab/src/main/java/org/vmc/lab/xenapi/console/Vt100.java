package org.vmc.lab.xenapi.console;

import java.util.ArrayList;
import java.util.List;

/** Understands what programs write to a VT100 and does it to a screen. What it does not know, it leaves out. */
final class Vt100 {

    private static final int MOST_PARAMETERS = 16;
    private static final int LARGEST_PARAMETER = 999;
    private static final int ESCAPE = 27;

    private final TextScreen screen;
    private State state = State.TEXT;
    private final List<Integer> parameters = new ArrayList<>();
    private boolean isPrivate;
    private int codePoint;
    private int missingBytes;

    private enum State {
        TEXT,
        ESCAPE,
        SEQUENCE,
        CHARACTER_SET,
        TITLE,
        TITLE_ESCAPE
    }

    Vt100(TextScreen screen) {
        this.screen = screen;
    }

    void write(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            accept(bytes[i] & 0xff);
        }
    }

    private void accept(int one) {
        state = switch (state) {
            case TEXT -> text(one);
            case ESCAPE -> escape(one);
            case SEQUENCE -> sequence(one);
            case CHARACTER_SET -> State.TEXT;
            case TITLE -> title(one);
            case TITLE_ESCAPE -> State.TEXT;
        };
    }

    private State text(int one) {
        switch (one) {
            case ESCAPE -> {
                return State.ESCAPE;
            }
            case '\r' -> screen.carriageReturn();
            case '\n', 11, 12 -> screen.lineFeed();
            case '\b' -> screen.moveTo(screen.row(), screen.column() - 1);
            case '\t' -> screen.tab();
            default -> character(one);
        }
        return State.TEXT;
    }

    /** UTF-8; what has no glyph is drawn as a question mark. */
    private void character(int one) {
        if (one < ' ' || one == 127) {
            return;
        }
        if (one < 0x80) {
            missingBytes = 0;
            screen.put((char) one);
        } else if (one >= 0xc0) {
            missingBytes = one >= 0xf0 ? 3 : one >= 0xe0 ? 2 : 1;
            codePoint = one & 0x3f >> missingBytes;
        } else if (missingBytes > 0) {
            codePoint = codePoint << 6 | one & 0x3f;
            missingBytes--;
            if (missingBytes == 0) {
                screen.put(codePoint <= 0xff ? (char) codePoint : '?');
            }
        }
    }

    private State escape(int one) {
        switch (one) {
            case '[' -> {
                parameters.clear();
                parameters.add(0);
                isPrivate = false;
                return State.SEQUENCE;
            }
            case ']', 'P', '_', '^' -> {
                return State.TITLE;
            }
            case '(', ')', '*', '+', '#', '%' -> {
                return State.CHARACTER_SET;
            }
            case '7' -> screen.save();
            case '8' -> screen.restore();
            case 'D' -> screen.lineFeed();
            case 'M' -> screen.reverseLineFeed();
            case 'E' -> {
                screen.carriageReturn();
                screen.lineFeed();
            }
            case 'c' -> reset();
            default -> {}
        }
        return State.TEXT;
    }

    private void reset() {
        screen.inverse(false);
        screen.scrollRegion(0, TextScreen.ROWS - 1);
        screen.erase(0, 0, TextScreen.ROWS - 1, TextScreen.COLUMNS);
    }

    private static State title(int one) {
        if (one == 7) {
            return State.TEXT;
        }
        return one == ESCAPE ? State.TITLE_ESCAPE : State.TITLE;
    }

    private State sequence(int one) {
        if (one >= '0' && one <= '9') {
            int last = parameters.size() - 1;
            parameters.set(last, Math.min(LARGEST_PARAMETER, parameters.get(last) * 10 + one - '0'));
            return State.SEQUENCE;
        }
        if (one == ';') {
            if (parameters.size() < MOST_PARAMETERS) {
                parameters.add(0);
            }
            return State.SEQUENCE;
        }
        if (one >= '<' && one <= '?') {
            isPrivate = true;
            return State.SEQUENCE;
        }
        if (one < '@') {
            return State.SEQUENCE;
        }
        if (!isPrivate) {
            control(one);
        }
        return State.TEXT;
    }

    private void control(int function) {
        int count = Math.max(1, parameter(0));
        int row = screen.row();
        int column = screen.column();
        switch (function) {
            case 'A' -> screen.moveTo(row - count, column);
            case 'B', 'e' -> screen.moveTo(row + count, column);
            case 'C', 'a' -> screen.moveTo(row, column + count);
            case 'D' -> screen.moveTo(row, column - count);
            case 'G', '`' -> screen.moveTo(row, count - 1);
            case 'd' -> screen.moveTo(count - 1, column);
            case 'H', 'f' -> screen.moveTo(count - 1, Math.max(1, parameter(1)) - 1);
            case 'J' -> eraseScreen(row, column);
            case 'K' -> eraseRow(row, column);
            case 'L' -> screen.scrollDown(row, count);
            case 'M' -> screen.scrollUp(row, count);
            case 'P' -> screen.deleteCells(count);
            case '@' -> screen.insertCells(count);
            case 'X' -> screen.erase(row, column, row, Math.min(TextScreen.COLUMNS, column + count));
            case 'm' -> parameters.forEach(this::attribute);
            case 'r' -> screen.scrollRegion(count - 1, (parameter(1) == 0 ? TextScreen.ROWS : parameter(1)) - 1);
            case 's' -> screen.save();
            case 'u' -> screen.restore();
            default -> {}
        }
    }

    private void eraseScreen(int row, int column) {
        switch (parameter(0)) {
            case 0 -> screen.erase(row, column, TextScreen.ROWS - 1, TextScreen.COLUMNS);
            case 1 -> screen.erase(0, 0, row, column + 1);
            default -> screen.erase(0, 0, TextScreen.ROWS - 1, TextScreen.COLUMNS);
        }
    }

    private void eraseRow(int row, int column) {
        switch (parameter(0)) {
            case 0 -> screen.erase(row, column, row, TextScreen.COLUMNS);
            case 1 -> screen.erase(row, 0, row, column + 1);
            default -> screen.erase(row, 0, row, TextScreen.COLUMNS);
        }
    }

    private void attribute(int code) {
        switch (code) {
            case 0, 27 -> screen.inverse(false);
            case 7 -> screen.inverse(true);
            default -> {}
        }
    }

    private int parameter(int index) {
        return index < parameters.size() ? parameters.get(index) : 0;
    }
}
