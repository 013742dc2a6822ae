package org.vmc.lab.xenapi.fault;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The kinds of faults this lab knows, and those that last at present. A kind is registered once; whoever owns the thing
 * that breaks registers it. Thread-safe.
 */
public final class LabFaults {

    private final InstantSource clock;
    private final Map<String, FaultAction> actions = new ConcurrentHashMap<>();
    private final Map<Long, Lasting> lasting = new TreeMap<>();
    private final AtomicLong lastId = new AtomicLong();

    public LabFaults(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A fault as it was ordered.
     *
     * @param id number that clears it; 0 for one that is over already
     * @param kind its name, as in {@code host-off}
     * @param parameters what it was ordered with
     * @param since when it was ordered
     */
    public record Ordered(long id, String kind, Map<String, String> parameters, Instant since) {}

    private record Lasting(Ordered ordered, Effect.Lasting effect) {}

    /**
     * Makes a kind known.
     *
     * @throws IllegalArgumentException when it is known already; a mistake in this program
     */
    public LabFaults on(String kind, FaultAction action) {
        if (actions.putIfAbsent(kind, action) != null) {
            throw new IllegalArgumentException("Two actions for the fault " + kind);
        }
        return this;
    }

    /** Names of all kinds. */
    public Set<String> kinds() {
        return new TreeSet<>(actions.keySet());
    }

    /**
     * Brings about a fault.
     *
     * @throws IllegalArgumentException when the kind or a parameter is wrong
     */
    public Ordered order(String kind, Map<String, String> parameters) {
        var action = actions.get(kind);
        if (action == null) {
            throw new IllegalArgumentException("No fault is called '" + kind + "'; there are " + kinds());
        }
        return switch (action.apply(new Parameters(parameters))) {
            case Effect.Once ignored -> new Ordered(0, kind, Map.copyOf(parameters), clock.instant());
            case Effect.Lasting effect ->
                remember(new Ordered(lastId.incrementAndGet(), kind, Map.copyOf(parameters), clock.instant()), effect);
        };
    }

    private Ordered remember(Ordered ordered, Effect.Lasting effect) {
        synchronized (lasting) {
            lasting.put(ordered.id(), new Lasting(ordered, effect));
        }
        return ordered;
    }

    /** Faults that last, the oldest first. */
    public List<Ordered> lasting() {
        synchronized (lasting) {
            lasting.values().removeIf(one -> !one.effect().active().getAsBoolean());
            return lasting.values().stream().map(Lasting::ordered).toList();
        }
    }

    /**
     * Ends one fault.
     *
     * @throws IllegalArgumentException when no fault of the number lasts
     */
    public void clear(long id) {
        Lasting cleared;
        synchronized (lasting) {
            cleared = lasting.remove(id);
        }
        if (cleared == null) {
            throw new IllegalArgumentException("No fault has the number " + id);
        }
        end(cleared);
    }

    /** Ends every fault that lasts, the newest first. */
    public void clearAll() {
        List<Lasting> cleared;
        synchronized (lasting) {
            cleared = new ArrayList<>(lasting.values());
            lasting.clear();
        }
        cleared.stream()
                .sorted(Comparator.comparingLong((Lasting one) -> one.ordered().id())
                        .reversed())
                .forEach(LabFaults::end);
    }

    private static void end(Lasting one) {
        if (one.effect().active().getAsBoolean()) {
            one.effect().undo().run();
        }
    }
}
