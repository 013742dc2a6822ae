package org.vmc.bot.output;

/**
 * Makes text from outside safe to show: terminal escape sequences, other control characters and characters that reorder
 * text would let a VM name or a build log repaint the screen or hide what it says.
 */
public final class Printable {

    private static final int ESCAPE = 0x1b;

    private Printable() {}

    /** Keeps line breaks and tabs; removes escape sequences and other control characters. */
    public static String lines(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (character == ESCAPE) {
                at = endOfSequence(text, at + 1);
                continue;
            }
            if (character == '\n' || character == '\t' || isPrintable(character)) {
                clean.appendCodePoint(character);
            }
            at += Character.charCount(character);
        }
        return clean.toString();
    }

    /** As {@link #lines(String)}, on one line: each run of line breaks and tabs becomes a space. */
    public static String line(String text) {
        return lines(text).replaceAll("[\\n\\t]+", " ").strip();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** End of what follows an ESC: a control sequence, a string up to BEL or ST, or one character. */
    private static int endOfSequence(String text, int start) {
        if (start >= text.length()) {
            return start;
        }
        return switch (text.charAt(start)) {
            case '[' -> afterControlSequence(text, start + 1);
            case ']', 'P', '_', '^', 'X' -> afterString(text, start + 1);
            default -> start + 1;
        };
    }

    private static int afterControlSequence(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) < 0x40) {
            at++;
        }
        return Math.min(at + 1, text.length());
    }

    private static int afterString(String text, int start) {
        for (int at = start; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == 0x07 || character == '\n') {
                return at + 1;
            }
            if (character == ESCAPE) {
                return Math.min(at + 2, text.length());
            }
        }
        return text.length();
    }
}
