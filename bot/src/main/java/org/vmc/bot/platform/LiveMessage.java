package org.vmc.bot.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.vmc.bot.wire.ServerMessage;

/**
 * One message that shows operations as they go on. Whatever it is told in between, it is changed no more often than the
 * interval; what is told last is always shown. Thread-safe; a thread of its own talks to the platform.
 */
final class LiveMessage {

    private static final Logger LOG = Logger.getLogger(LiveMessage.class);
    private static final Duration SETTLING = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int BARS = 10;

    /**
     * What a live message stands on.
     *
     * @param over told the row's id when it is followed no longer
     */
    record Setting(Platform platform, LiveRows rows, ChatConfig config, Executor threads, Consumer<UUID> over) {}

    private final Setting setting;
    private final LiveRow row;
    private final Runnable lost;
    private final Map<String, ServerMessage.Progress> operations = new LinkedHashMap<>();
    private final Page tail;
    private boolean changed;
    private boolean started;
    private boolean ended;
    private boolean repeatable;
    private String message;

    /** @param lost told when the platform will not show it */
    LiveMessage(Setting setting, LiveRow row, Runnable lost) {
        this.setting = setting;
        this.row = row;
        this.lost = lost;
        this.message = row.message();
        this.tail = new Page(setting.platform().markup());
    }

    synchronized void show(ServerMessage.Progress progress) {
        boolean fresh = operations.put(progress.operationId(), progress) == null;
        if (fresh) {
            setting.rows().shows(row.id(), message, operations.keySet());
        }
        change();
    }

    /** Adds below. */
    synchronized void tell(Page more) {
        tail.addAll(more);
        change();
    }

    /** Nothing more comes. */
    synchronized void end(boolean mayBeRepeated) {
        ended = true;
        repeatable = mayBeRepeated;
        change();
    }

    private void change() {
        changed = true;
        if (!started) {
            started = true;
            setting.threads().execute(this::run);
        }
        notifyAll();
    }

    private void run() {
        try {
            pause(SETTLING);
            var backOff = new BackOff(setting.config().retryPause(), LONGEST_PAUSE);
            while (awaitChange()) {
                try {
                    put();
                    backOff.worked();
                    pause(setting.config().editInterval());
                } catch (PlatformRefused refused) {
                    if (refused.isForGood()) {
                        LOG.warnf(
                                "No longer shown on %s: %s", setting.platform().name(), refused.getMessage());
                        setting.rows().end(row.id());
                        lost.run();
                        return;
                    }
                    LOG.infof("Not shown on %s yet: %s", setting.platform().name(), refused.getMessage());
                    again();
                    pause(backOff.nextPause());
                }
            }
            setting.rows().end(row.id());
        } catch (InterruptedException stopping) {
            // It is followed again after the next start.
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "The message of %s in %s is followed no longer", row.user(), row.place());
        } finally {
            setting.over().accept(row.id());
        }
    }

    /** False when all is shown and nothing more comes. */
    private synchronized boolean awaitChange() throws InterruptedException {
        while (!changed && !ended) {
            wait();
        }
        return changed;
    }

    private synchronized void again() {
        changed = true;
    }

    private synchronized void pause(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private void put() {
        Message now;
        String known;
        synchronized (this) {
            changed = false;
            now = message();
            known = message;
        }
        if (!known.isEmpty()) {
            setting.platform().edit(row.place(), known, now);
            return;
        }
        String posted = setting.platform().post(row.place(), now);
        synchronized (this) {
            message = posted;
            setting.rows().shows(row.id(), message, operations.keySet());
        }
    }

    private Message message() {
        Markup markup = setting.platform().markup();
        String typed = Saying.typed(row.said());
        Page page = new Page(markup)
                .written(
                        row.user().wireName() + ": " + typed,
                        markup.user(row.user()) + " " + markup.typed(shortened(typed)));
        operations.values().forEach(progress -> page.text(line(progress)));
        return page.addAll(tail).message(buttons(), ended);
    }

    private List<Message.Button> buttons() {
        if (!ended) {
            return List.of(new Message.Button(ButtonId.CANCEL.of(row.id().toString()), "Cancel", true));
        }
        return repeatable
                ? List.of(new Message.Button(ButtonId.RETRY.of(row.id().toString()), "Retry", false))
                : List.of();
    }

    private static String line(ServerMessage.Progress progress) {
        if (progress.ended()) {
            return (progress.fraction() >= 1 ? "✅ " : "❌ ") + progress.text();
        }
        int done = (int) Math.round(progress.fraction() * BARS);
        return "▰".repeat(done) + "▱".repeat(BARS - done) + " " + progress.text();
    }

    private static String shortened(String typed) {
        return typed.length() <= 200 ? typed : typed.substring(0, 200) + "…";
    }
}
