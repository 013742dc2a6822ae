package org.vmc.gateway.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * The last events and those who wait for the next. One lock makes "what was kept, then what comes" seamless: a
 * subscriber misses nothing between the two and gets nothing twice. Thread-safe.
 */
final class History {
    private final int kept;
    private final Deque<FeedEvent> events = new ArrayDeque<>();

    /** From here on everything is in {@link #events}. */
    private final Map<TopicPartition, Long> begins = new HashMap<>();

    private final Set<Subscription> subscriptions = new HashSet<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private Positions ends = Positions.NONE;

    History(int kept) {
        this.kept = kept;
    }

    /** Partitions that are read from now on, each from that offset. */
    synchronized void begin(Map<TopicPartition, Long> offsets) {
        begins.putAll(offsets);
        var next = new HashMap<>(ends.next());
        next.putAll(offsets);
        ends = new Positions(next);
        subscriptions.forEach(subscription -> subscription.moveTo(ends));
        begun.countDown();
    }

    /** Whether there is anything to resume from; waits for it that long. */
    boolean hasBegun(Duration patience) throws InterruptedException {
        return begun.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void append(FeedEvent event) {
        ends = ends.after(event);
        events.addLast(event);
        if (events.size() > kept) {
            var oldest = events.removeFirst();
            begins.put(oldest.partition(), oldest.offset() + 1);
        }
        var position = ends;
        subscriptions.removeIf(subscription -> !subscription.offer(event, position));
    }

    synchronized Positions ends() {
        return ends;
    }

    /** Where what is kept begins: a reader that is behind this has to read Kafka itself. */
    synchronized Positions begins() {
        return new Positions(begins);
    }

    /** Begins a subscription with the next event. */
    synchronized void subscribe(Subscription subscription) {
        subscription.begin(ends, new ArrayList<>());
        subscriptions.add(subscription);
    }

    /**
     * Begins a subscription after the given positions.
     *
     * @return empty when it began; else the positions up to which the subscriber has to catch up first
     */
    synchronized Optional<Positions> subscribe(Subscription subscription, Positions from) {
        if (begins.entrySet().stream().anyMatch(begin -> from.of(begin.getKey()) < begin.getValue())) {
            return Optional.of(new Positions(begins));
        }
        Collection<FeedEvent> missed =
                events.stream().filter(event -> !from.isPast(event)).toList();
        subscription.begin(from, missed);
        subscriptions.add(subscription);
        return Optional.empty();
    }

    synchronized void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    synchronized int subscribers() {
        return subscriptions.size();
    }
}
