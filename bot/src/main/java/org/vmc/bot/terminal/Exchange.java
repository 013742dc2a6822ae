package org.vmc.bot.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.output.TextTable;
import org.vmc.bot.terminal.ChatConnection.Incoming;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;

/** One line and its answers, from sending it to {@code done}. */
final class Exchange {

    private final ChatConnection connection;
    private final Screen screen;
    private final @Nullable Function<String, String> asker;
    private final String id = UUID.randomUUID().toString();

    /** @param asker shows a question and returns the answer; null when nobody is there */
    Exchange(ChatConnection connection, Screen screen, @Nullable Function<String, String> asker) {
        this.connection = connection;
        this.screen = screen;
        this.asker = asker;
    }

    /** Blocks until the line is done or the connection lost. */
    ExitStatus run(String line) {
        BlockingQueue<Incoming> incoming = connection.subscribe(id);
        try {
            connection.send(new ClientMessage.Line(id, line, asker != null));
            while (true) {
                switch (incoming.take()) {
                    case Incoming.Lost(ChatConnection.Loss loss) -> {
                        return lost(loss);
                    }
                    case Incoming.Said(ServerMessage.Done done) -> {
                        return ExitStatus.of(done.outcome());
                    }
                    case Incoming.Said(ServerMessage message) -> show(message);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.FAILED;
        } finally {
            connection.unsubscribe(id);
            screen.settle();
        }
    }

    /** Stops waiting; the bot says what goes on and ends the exchange. */
    void cancel() {
        connection.send(new ClientMessage.Cancel(id));
    }

    /** How a line could go on; empty when the bot does not answer soon. */
    static Optional<ServerMessage.Completion> complete(
            ChatConnection connection, String line, int cursor, Duration patience) {
        String id = UUID.randomUUID().toString();
        BlockingQueue<Incoming> incoming = connection.subscribe(id);
        try {
            connection.send(new ClientMessage.Complete(id, line, cursor));
            return incoming.poll(patience.toMillis(), TimeUnit.MILLISECONDS)
                            instanceof Incoming.Said(ServerMessage.Completion completion)
                    ? Optional.of(completion)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            connection.unsubscribe(id);
        }
    }

    private void show(ServerMessage message) {
        switch (message) {
            case ServerMessage.Text text -> screen.text(text.text());
            case ServerMessage.Table table ->
                screen.text(String.join("\n", TextTable.lines(table.columns(), table.rows())));
            case ServerMessage.Progress progress -> screen.progress(progress);
            case ServerMessage.Error error -> screen.error(error.text(), error.next());
            case ServerMessage.Question question ->
                connection.send(new ClientMessage.Answer(id, asker == null ? "" : asker.apply(question.text())));
            case ServerMessage.Done _, ServerMessage.Welcome _, ServerMessage.Completion _ -> {}
        }
    }

    private ExitStatus lost(ChatConnection.Loss loss) {
        screen.error(
                "The connection was lost while this ran (" + loss.reason() + ").",
                "What was accepted goes on; see /op list.");
        return ExitStatus.NOT_REACHABLE;
    }
}
