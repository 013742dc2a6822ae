package org.vmc.bot.chat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.vmc.bot.commands.Cancellation;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.commands.Completer;
import org.vmc.bot.commands.Completion;
import org.vmc.bot.commands.LineReader;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Reading;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.gateway.GatewayException;
import org.vmc.bot.output.Block;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Progress;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;

/**
 * One user's conversation over one connection. Lines run side by side, each on its own thread; each ends with exactly
 * one {@link ServerMessage.Done}. Thread-safe.
 */
public final class Conversation {

    private static final Logger LOG = Logger.getLogger(Conversation.class);
    private static final int MOST_LINES_AT_ONCE = 16;
    private static final Duration TIME_TO_ANSWER = Duration.ofMinutes(2);

    private final Caller caller;
    private final Gateway gateway;
    private final LineReader reader;
    private final Completer completer;
    private final Consumer<ServerMessage> client;
    private final Executor threads;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** @param client takes messages from several threads at once */
    public Conversation(
            CommandModel model, Caller caller, Gateway gateway, Consumer<ServerMessage> client, Executor threads) {
        this.caller = caller;
        this.gateway = gateway;
        this.reader = new LineReader(model, caller);
        this.completer = new Completer(model, caller, gateway);
        this.client = client;
        this.threads = threads;
    }

    /** Takes a message; returns at once. */
    public void receive(ClientMessage message) {
        switch (message) {
            case ClientMessage.Said said -> begin(said);
            case ClientMessage.Complete complete -> threads.execute(() -> complete(complete));
            case ClientMessage.Answer answer ->
                running(answer.id()).ifPresent(line -> line.answer.complete(Optional.of(answer.text())));
            case ClientMessage.Cancel cancel -> running(cancel.id()).ifPresent(Line::cancel);
        }
    }

    /** The connection is gone: nobody waits any more. Operations go on. */
    public void end() {
        lines.values().forEach(Line::cancel);
    }

    private Optional<Line> running(String id) {
        return Optional.ofNullable(lines.get(id));
    }

    private void begin(ClientMessage.Said message) {
        Line line = new Line();
        if (lines.size() >= MOST_LINES_AT_ONCE || lines.putIfAbsent(message.id(), line) != null) {
            client.accept(new ServerMessage.Error(
                    message.id(), "Too many lines at once, or the same id twice.", "Wait until one is done."));
            client.accept(done(message.id(), Outcome.USAGE));
            return;
        }
        threads.execute(() -> {
            Outcome outcome = Outcome.FAILED;
            try {
                outcome = answer(message, line);
            } finally {
                lines.remove(message.id());
                client.accept(done(message.id(), outcome));
            }
        });
    }

    private Outcome answer(ClientMessage.Said message, Line line) {
        try {
            return switch (read(message)) {
                case Reading.Misunderstood wrong -> {
                    say(message.id(), new Failure(wrong.text(), wrong.next()));
                    yield Outcome.USAGE;
                }
                case Reading.Understood understood ->
                    understood.command().handler().run(understood.arguments(), turn(message, line));
            };
        } catch (GatewayException e) {
            say(message.id(), new Failure(e.sentence(), e.next()));
            return Outcome.FAILED;
        } catch (RuntimeException | Error e) {
            // One line that asks too much of memory or stack must not end without a word.
            String reference = UUID.randomUUID().toString();
            LOG.errorf(e, "A line of %s failed, reference %s", caller.user(), reference);
            say(
                    message.id(),
                    new Failure(
                            "Something went wrong in the bot.", "Its log has it under reference " + reference + "."));
            return Outcome.FAILED;
        }
    }

    private Reading read(ClientMessage.Said message) {
        return switch (message) {
            case ClientMessage.Line line -> reader.read(line.text());
            case ClientMessage.Invocation invocation -> reader.read(invocation.command(), invocation.arguments());
        };
    }

    private Turn turn(ClientMessage.Said message, Line line) {
        return new Turn(
                caller,
                gateway,
                block -> say(message.id(), block),
                question -> message.interactive() ? ask(message.id(), question, line) : Optional.empty(),
                line.cancellation);
    }

    /** A question that is not answered in time is answered with nothing, which is never yes. */
    private Optional<String> ask(String id, String question, Line line) {
        client.accept(new ServerMessage.Question(id, question));
        Optional<String> answer = line.answer
                .completeOnTimeout(Optional.of(""), TIME_TO_ANSWER.toSeconds(), TimeUnit.SECONDS)
                .join();
        line.answer = new CompletableFuture<>();
        return answer;
    }

    private void complete(ClientMessage.Complete message) {
        Completion completion = completer.complete(message.text(), message.cursor());
        client.accept(new ServerMessage.Completion(
                message.id(),
                completion.start(),
                completion.candidates().stream()
                        .map(candidate -> new ServerMessage.Candidate(
                                candidate.word(), candidate.description(), candidate.complete()))
                        .toList()));
    }

    private void say(String id, Block block) {
        client.accept(
                switch (block) {
                    case Text text -> new ServerMessage.Text(id, text.text());
                    case Table table -> new ServerMessage.Table(id, table.columns(), table.rows());
                    case Progress progress ->
                        new ServerMessage.Progress(
                                id, progress.operationId(), progress.text(), progress.fraction(), progress.ended());
                    case Failure failure -> new ServerMessage.Error(id, failure.text(), failure.next());
                });
    }

    private static ServerMessage done(String id, Outcome outcome) {
        return new ServerMessage.Done(id, outcome.name().toLowerCase(Locale.ROOT));
    }

    /** A line being answered. */
    private static final class Line {
        private final Cancellation cancellation = new Cancellation();
        private volatile CompletableFuture<Optional<String>> answer = new CompletableFuture<>();

        void cancel() {
            cancellation.cancel();
            answer.complete(Optional.of(""));
        }
    }
}
