package org.vmc.gateway.events;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for one client. Bounded: when they are too many the subscription ends after those it has, and
 * the client goes on from there by reconnecting.
 */
final class Subscription {
    /**
     * An event of interest, or only that time went on.
     *
     * @param event null when nothing of interest happened
     * @param position where the client stands after it
     */
    record Delivery(@Nullable FeedEvent event, Positions position) {}

    private final EventFilter filter;
    private final int maxWaiting;
    private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();

    /** Where the stream stands when nothing is waiting; also moved by events that are filtered out. */
    private volatile Positions position = Positions.NONE;

    private volatile boolean ended;

    Subscription(EventFilter filter, int maxWaiting) {
        this.filter = filter;
        this.maxWaiting = maxWaiting;
    }

    /** What was missed is not counted against the bound: it is bounded by what the history keeps. */
    void begin(Positions from, Collection<FeedEvent> missed) {
        position = from;
        for (var event : missed) {
            deliver(event, position.after(event));
        }
    }

    /** Nothing happened, but the stream stands elsewhere now. */
    void moveTo(Positions now) {
        position = now;
    }

    /** @return false when this subscription takes no more */
    boolean offer(FeedEvent event, Positions after) {
        if (waiting.size() >= maxWaiting) {
            ended = true;
            return false;
        }
        deliver(event, after);
        return true;
    }

    /**
     * Waits for the next event of interest.
     *
     * @return a delivery without an event when none came in that time; null when the subscription has ended
     */
    @Nullable
    Delivery next(Duration patience) throws InterruptedException {
        // Read before the queue: whatever is delivered meanwhile is past it, never before it.
        var quiet = position;
        var delivery = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (delivery != null) {
            return delivery;
        }
        return ended ? null : new Delivery(null, quiet);
    }

    private void deliver(FeedEvent event, Positions after) {
        if (filter.test(event)) {
            waiting.add(new Delivery(event, after));
        }
        position = after;
    }
}
