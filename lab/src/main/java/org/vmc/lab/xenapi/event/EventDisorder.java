package org.vmc.lab.xenapi.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.vmc.lab.xenapi.fault.Effect;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.fault.Parameters;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The faults of {@code event.from} by name. Each strikes answers that tell of something to a client that goes on from a
 * token; an answer from the start is left alone.
 *
 * <ul>
 *   <li>{@code events-duplicated}: every event is in the answer twice, and as it was then once more in the next answer,
 *       behind what has happened since
 *   <li>{@code events-reordered}: the newest events come first, and every second of them is held back until the next
 *       answer, behind what has happened since
 * </ul>
 *
 * The {@code id} of an event still says when it happened, as in every answer. Thread-safe.
 */
final class EventDisorder {

    /** So many answers of the past may be gone on from with what they left behind. */
    private static final int REMEMBERED = 64;

    private final Deque<Order> orders = new ArrayDeque<>();

    /** What comes late, by the generation of the token it is told after. */
    private final TreeMap<Long, List<Value>> late = new TreeMap<>();

    private enum Kind {
        DUPLICATED,
        REORDERED
    }

    private static final class Order {

        private final Kind kind;
        private long left;

        private Order(Kind kind, long left) {
            this.kind = kind;
            this.left = left;
        }
    }

    /** Makes the kinds known. */
    void register(LabFaults faults) {
        faults.on("events-duplicated", given -> order(Kind.DUPLICATED, given))
                .on("events-reordered", given -> order(Kind.REORDERED, given));
    }

    private Effect order(Kind kind, Parameters given) {
        long times = given.whole("times", 1);
        if (times < 1) {
            throw new IllegalArgumentException("times begins with 1");
        }
        var order = new Order(kind, times);
        synchronized (this) {
            orders.add(order);
        }
        return new Effect.Lasting(() -> forget(order), () -> lasts(order));
    }

    private synchronized void forget(Order order) {
        orders.remove(order);
    }

    private synchronized boolean lasts(Order order) {
        return orders.contains(order);
    }

    /** What an answer to this token has to bring beside what has happened since it. */
    synchronized List<Value> lateAfter(long since) {
        var found = late.remove(since);
        return found == null ? List.of() : found;
    }

    /** What to tell of these events, in the order they happened, and when; remembers what comes late. */
    synchronized List<Value> told(long since, List<Value> events, long upTo) {
        if (since == 0 || events.isEmpty() || orders.isEmpty()) {
            return events;
        }
        var order = orders.element();
        order.left--;
        if (order.left == 0) {
            orders.remove();
        }
        return switch (order.kind) {
            case DUPLICATED -> {
                comesLate(upTo, events);
                var twice = new ArrayList<>(events);
                twice.addAll(events);
                yield twice;
            }
            case REORDERED -> reordered(events, upTo);
        };
    }

    private List<Value> reordered(List<Value> events, long upTo) {
        var newestFirst = new ArrayList<>(events);
        Collections.reverse(newestFirst);
        var now = new ArrayList<Value>();
        var heldBack = new ArrayList<Value>();
        for (int n = 0; n < newestFirst.size(); n++) {
            (n % 2 == 0 ? heldBack : now).add(newestFirst.get(n));
        }
        comesLate(upTo, heldBack);
        return now;
    }

    private void comesLate(long upTo, List<Value> events) {
        late.computeIfAbsent(upTo, none -> new ArrayList<>()).addAll(events);
        if (late.size() > REMEMBERED) {
            late.pollFirstEntry();
        }
    }
}
