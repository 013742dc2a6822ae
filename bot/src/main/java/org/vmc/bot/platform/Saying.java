package org.vmc.bot.platform;

import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vmc.bot.wire.ClientMessage;

/** What somebody said, as it would be typed. */
final class Saying {

    private Saying() {}

    static String typed(ClientMessage.Said said) {
        return switch (said) {
            case ClientMessage.Line line -> line.text();
            case ClientMessage.Invocation invocation ->
                "/" + invocation.command()
                        + new TreeMap<>(invocation.arguments())
                                .entrySet().stream()
                                        .map(entry -> " " + entry.getKey() + ":" + quoted(entry.getValue()))
                                        .collect(Collectors.joining());
        };
    }

    /** First word of the command, without a slash. */
    static String firstWord(ClientMessage.Said said) {
        String line = typed(said).strip();
        String word = line.split("\\s", 2)[0];
        return word.startsWith("/") ? word.substring(1) : word;
    }

    private static String quoted(String value) {
        return value.indexOf(' ') < 0 ? value : '"' + value + '"';
    }
}
