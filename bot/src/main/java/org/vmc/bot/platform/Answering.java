package org.vmc.bot.platform;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.wire.ServerMessage;

/**
 * Shows one line's answer. What the user alone should see (lists, help, errors, plans, questions) is a private reply;
 * operations are one live message for all, and what comes after they began stands below it. Thread-safe.
 */
final class Answering implements Consumer<ServerMessage> {

    private static final Logger LOG = Logger.getLogger(Answering.class);

    private final Markup markup;
    private final @Nullable PrivateReply reply;
    private final Function<Runnable, LiveMessage> lives;
    private final Function<String, List<Message.Button>> questions;
    private final Runnable done;
    private final BooleanSupplier ending;
    private final Page page;
    private @Nullable LiveMessage live;
    private boolean lost;
    private boolean answered;

    /**
     * @param reply null when nobody waits for a private answer any more
     * @param lives makes the message that shows operations; told what to do when it cannot be shown
     * @param questions opens a question and returns its buttons
     * @param done run when the line is done
     * @param ending true when the bot ends: nothing is shown any more, so that it goes on from here after a start
     */
    Answering(
            Markup markup,
            @Nullable PrivateReply reply,
            Function<Runnable, LiveMessage> lives,
            Function<String, List<Message.Button>> questions,
            Runnable done,
            BooleanSupplier ending) {
        this.markup = markup;
        this.reply = reply;
        this.lives = lives;
        this.questions = questions;
        this.done = done;
        this.ending = ending;
        this.page = new Page(markup);
    }

    @Override
    public synchronized void accept(ServerMessage message) {
        if (ending.getAsBoolean()) {
            return;
        }
        switch (message) {
            case ServerMessage.Text text -> add(new Page(markup).text(text.text()));
            case ServerMessage.Table table -> add(new Page(markup).table(table));
            case ServerMessage.Error error -> add(new Page(markup).error(error));
            case ServerMessage.Question question -> {
                page.text(question.text().replaceFirst("\\s*Type yes to do it:\\s*$", ""));
                flush(questions.apply(question.id()));
            }
            case ServerMessage.Progress progress -> live().show(progress);
            case ServerMessage.Done end -> finish(end);
            case ServerMessage.Welcome welcome -> {}
            case ServerMessage.Completion completion -> {}
        }
    }

    private void add(Page more) {
        if (live == null || lost) {
            page.addAll(more);
        } else {
            live.tell(more);
        }
    }

    private LiveMessage live() {
        if (live == null) {
            page.text("Accepted. How it goes is shown in the channel.");
            flush(List.of());
            live = lives.apply(this::loseLive);
        }
        return live;
    }

    /** The place does not take our messages: the user is told alone, and once. */
    private synchronized void loseLive() {
        lost = true;
        page.error(
                new ServerMessage.Error(
                        "",
                        "I may not write in this channel, so how it goes cannot be shown here.",
                        "It goes on all the same: see /op list. Whoever runs the channel can let me view it and send messages."));
        flush(List.of());
    }

    private void finish(ServerMessage.Done end) {
        if (live != null) {
            live.end(end.outcome().equals("failed"));
        }
        if (!page.isEmpty()) {
            flush(List.of());
        } else if (!answered) {
            page.text(end.outcome().equals("ok") ? "Done." : "That did not succeed.");
            flush(List.of());
        }
        done.run();
    }

    private void flush(List<Message.Button> buttons) {
        if (page.isEmpty()) {
            return;
        }
        Message message = page.message(buttons, true);
        page.clear();
        answered = true;
        if (reply == null) {
            return;
        }
        try {
            reply.say(message);
        } catch (PlatformRefused tooLate) {
            LOG.infof("An answer came too late to be shown: %s", tooLate.getMessage());
        }
    }
}
