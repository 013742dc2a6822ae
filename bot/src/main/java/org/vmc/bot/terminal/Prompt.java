package org.vmc.bot.terminal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.vmc.bot.terminal.Link.Attempt;
import org.vmc.bot.wire.ServerMessage;

/** The prompt: reads lines with history and completion until the user leaves. */
final class Prompt {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration COMPLETION_PATIENCE = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Link link;
    private final Screen screen;
    private final LineReader reader;

    Prompt(Terminal terminal, Link link, Path history) {
        this.terminal = terminal;
        this.link = link;
        this.screen = new LiveScreen(terminal);
        // Backslashes and quotes inside words belong to the bot's own rules, not to a shell's.
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(new char[0]);
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(parser)
                .completer((_, line, candidates) -> complete(line, candidates))
                .variable(LineReader.HISTORY_FILE, history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    ExitStatus run(ServerMessage.Welcome welcome) {
        screen.text("You are " + welcome.user() + " (" + welcome.role()
                + "). /help shows what you may do, TAB completes, Ctrl-D leaves.");
        link.keepOpen(reader::printAbove);
        // Between a line and its exchange too, Ctrl-C must not end the prompt.
        terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
        while (true) {
            try {
                String line = reader.readLine(welcome.user() + "@vmc> ").strip();
                if (line.equals("exit") || line.equals("quit")) {
                    return ExitStatus.OK;
                }
                if (!line.isEmpty() && say(line) == ExitStatus.FAILED && isRefused()) {
                    return ExitStatus.FAILED;
                }
            } catch (UserInterruptException e) {
                screen.text("Ctrl-D leaves.");
            } catch (EndOfFileException e) {
                return ExitStatus.OK;
            }
        }
    }

    private boolean isRefused() {
        return link.current(Duration.ZERO) instanceof Attempt.Refused;
    }

    private ExitStatus say(String line) {
        return switch (link.current(PATIENCE)) {
            case Attempt.Connected(ChatConnection connection, var _) -> exchange(connection, line);
            case Attempt.Refused refused -> {
                screen.error(refused.reason(), "Start again with a valid token.");
                yield ExitStatus.FAILED;
            }
            case Attempt.NotReachable _ -> {
                screen.error(
                        "The bot is not reachable; this was not sent.", "Still trying. Is the cluster up? ./vmc up");
                yield ExitStatus.NOT_REACHABLE;
            }
        };
    }

    private ExitStatus exchange(ChatConnection connection, String line) {
        Exchange exchange = new Exchange(connection, screen, this::ask);
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> exchange.cancel());
        try {
            return exchange.run(line);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    /** Leaving a question open is a no. */
    private String ask(String question) {
        try {
            return reader.readLine(question);
        } catch (UserInterruptException | EndOfFileException e) {
            return "";
        }
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        if (!(link.current(Duration.ZERO) instanceof Attempt.Connected(ChatConnection connection, var _))) {
            return;
        }
        Exchange.complete(connection, line.line(), line.cursor(), COMPLETION_PATIENCE)
                .ifPresent(completion ->
                        completion.candidates().stream().map(Prompt::candidate).forEach(candidates::add));
    }

    private static Candidate candidate(ServerMessage.Candidate offered) {
        String description = offered.description().isEmpty() ? null : offered.description();
        return new Candidate(offered.word(), offered.word(), null, description, null, null, offered.complete());
    }
}
