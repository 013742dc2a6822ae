package org.vmc.bot.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads programs with their arguments out of one text: {@code ./configure --prefix='/opt/a b' && make all}. Quotes hold
 * together what is in them, {@code &&} parts commands, and everything else is itself: no shell will ever see it, so
 * there is nothing to expand and nothing to escape.
 */
public final class CommandLines {
    private static final String AND = "&&";

    private CommandLines() {}

    /** The commands, each a program and its arguments; empty when a quote is left open or a command has no program. */
    public static Optional<List<List<String>>> read(String text) {
        List<List<String>> commands = new ArrayList<>();
        List<String> command = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        boolean wasQuoted = false;
        char quote = 0;
        for (int at = 0; at <= text.length(); at++) {
            char character = at == text.length() ? ' ' : text.charAt(at);
            if (quote != 0) {
                if (at == text.length()) {
                    return Optional.empty();
                }
                if (character == quote) {
                    quote = 0;
                } else {
                    word.append(character);
                }
            } else if (character == '"' || character == '\'') {
                quote = character;
                inWord = true;
                wasQuoted = true;
            } else if (character != ' ') {
                word.append(character);
                inWord = true;
            } else if (inWord) {
                if (!wasQuoted && word.toString().equals(AND)) {
                    commands.add(List.copyOf(command));
                    command.clear();
                } else {
                    command.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
                wasQuoted = false;
            }
        }
        commands.add(List.copyOf(command));
        return commands.stream().anyMatch(List::isEmpty) ? Optional.empty() : Optional.of(commands);
    }
}
