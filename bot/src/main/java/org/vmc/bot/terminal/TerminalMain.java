package org.vmc.bot.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.vmc.bot.terminal.Link.Attempt;
import org.vmc.bot.wire.ServerMessage;

/**
 * The chat in a terminal: a prompt for people, {@code -c} or lines on standard input for scripts. A plain program that
 * starts fast; the bot does the work.
 */
public final class TerminalMain {

    private static final Size USUAL_SIZE = new Size(80, 24);

    private TerminalMain() {}

    /** Ends the process with an {@link ExitStatus}. */
    public static void main(String[] arguments) {
        System.exit(run(arguments).code());
    }

    private static ExitStatus run(String[] arguments) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        if (Arrays.asList(arguments).contains("--help")) {
            out.println(Options.USAGE);
            return ExitStatus.OK;
        }
        try {
            return chat(Options.of(arguments, System.getenv()), new PlainScreen(out, err));
        } catch (Options.Unusable e) {
            err.println(e.getMessage());
            err.println(Options.USAGE);
            return ExitStatus.USAGE;
        } catch (IOException | UncheckedIOException e) {
            err.println("The terminal cannot be used: " + e.getMessage());
            return ExitStatus.FAILED;
        }
    }

    private static ExitStatus chat(Options options, PlainScreen plain) throws IOException {
        try (Link link = new Link(options.url(), options.token())) {
            return switch (link.open()) {
                case Attempt.Connected(ChatConnection connection, var welcome) ->
                    talk(options, plain, link, connection, welcome);
                case Attempt.Refused(String reason) -> {
                    plain.error(
                            reason, "Look at --token-file or VMC_TOKEN; ./vmc up makes a token for the administrator.");
                    yield ExitStatus.FAILED;
                }
                case Attempt.NotReachable(String reason) -> {
                    plain.error(
                            "The bot at " + options.url() + " is not reachable: " + reason,
                            "Start the cluster with ./vmc up and try again.");
                    yield ExitStatus.NOT_REACHABLE;
                }
            };
        }
    }

    private static ExitStatus talk(
            Options options, PlainScreen plain, Link link, ChatConnection connection, ServerMessage.Welcome welcome)
            throws IOException {
        boolean people = System.console() != null && System.console().isTerminal();
        List<String> script = options.script();
        if (!people) {
            Script run = new Script(connection, plain);
            return run.run(script == null ? standardInput().lines() : script.stream());
        }
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            if (terminal.getWidth() == 0 || terminal.getHeight() == 0) {
                // Some consoles (serial lines, recorders) do not tell their size; without one nothing can be drawn.
                terminal.setSize(USUAL_SIZE);
            }
            return script == null
                    ? new Prompt(terminal, link, options.history()).run(welcome)
                    : new Script(connection, new LiveScreen(terminal)).run(script.stream());
        }
    }

    private static BufferedReader standardInput() {
        return new BufferedReader(new InputStreamReader(System.in, UTF_8));
    }

    /** UTF-8 whatever the locale: names and bars look the same everywhere, pipes included. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
    }
}
