package org.vmc.bot.terminal;

import java.util.stream.Stream;

/** Runs lines one after the other and stops at the first that does not succeed. Nobody is there to answer. */
final class Script {

    private final ChatConnection connection;
    private final Screen screen;

    Script(ChatConnection connection, Screen screen) {
        this.connection = connection;
        this.screen = screen;
    }

    /** Empty lines and lines that begin with {@code #} are skipped. */
    ExitStatus run(Stream<String> lines) {
        return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> new Exchange(connection, screen, null).run(line))
                .filter(status -> status != ExitStatus.OK)
                .findFirst()
                .orElse(ExitStatus.OK);
    }
}
