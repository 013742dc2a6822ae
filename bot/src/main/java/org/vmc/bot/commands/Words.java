package org.vmc.bot.commands;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words. A quote counts at the beginning of a word or right after its first colon and reaches to the
 * same quote again; elsewhere it is a character like any other. Nothing is expanded: {@code @file}, {@code $x} and
 * {@code *} mean themselves.
 */
final class Words {

    private Words() {}

    /** Undoes what phones and word processors make of quotes, dashes and spaces. Keeps positions. */
    static String normalised(String line) {
        StringBuilder plain = new StringBuilder(line.length());
        for (int at = 0; at < line.length(); at++) {
            plain.append(
                    switch (line.charAt(at)) {
                        case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB', '\u2033' -> '"';
                        case '\u2018', '\u2019', '\u201A', '\u201B', '\u2032' -> '\'';
                        case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
                        case '\u00A0', '\u2007', '\u202F', '\t', '\n', '\r' -> ' ';
                        default -> line.charAt(at);
                    });
        }
        return plain.toString();
    }

    /** One value that needed no quotes: normalised, and without those around it that were typed all the same. */
    static String unquoted(String value) {
        String plain = normalised(value).strip();
        boolean quoted = plain.length() > 1
                && (plain.startsWith("\"") || plain.startsWith("'"))
                && plain.indexOf(plain.charAt(0), 1) == plain.length() - 1;
        return quoted ? plain.substring(1, plain.length() - 1) : plain;
    }

    static List<Word> of(String line) {
        String plain = normalised(line);
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < plain.length()) {
            if (plain.charAt(at) == ' ') {
                at++;
                continue;
            }
            at = readWord(plain, at, words);
        }
        return words;
    }

    private static int readWord(String line, int start, List<Word> words) {
        StringBuilder text = new StringBuilder();
        boolean colonSeen = false;
        int at = start;
        while (at < line.length() && line.charAt(at) != ' ') {
            char character = line.charAt(at);
            boolean opens = at == start || (colonSeen && text.charAt(text.length() - 1) == ':');
            if (opens && (character == '"' || character == '\'')) {
                int end = line.indexOf(character, at + 1);
                if (end < 0) {
                    words.add(new Word(text + line.substring(at + 1), start, false));
                    return line.length();
                }
                text.append(line, at + 1, end);
                at = end + 1;
                colonSeen = false;
                continue;
            }
            // Only the first colon separates; a value may contain more (URLs).
            colonSeen = character == ':' && text.indexOf(":") < 0;
            text.append(character);
            at++;
        }
        words.add(new Word(text.toString(), start, true));
        return at;
    }
}
