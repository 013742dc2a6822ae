package org.vmc.lab.xenapi.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.task.RunningCall;

/** Faults to come, and how often each message was called. For tests of clients. Thread-safe. */
public final class Faults {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final List<Pending> pending = new ArrayList<>();

    /** Those a call hangs because of. */
    private final List<Pending> striking = new ArrayList<>();

    private final Map<String, Integer> calls = new TreeMap<>();

    private static final class Pending {

        private final Fault fault;
        private int seen;
        private volatile boolean disarmed;

        private Pending(Fault fault) {
            this.fault = fault;
        }

        private boolean strikes() {
            seen++;
            return seen >= fault.onCall();
        }

        private boolean over() {
            return seen >= (long) fault.onCall() + fault.times() - 1;
        }
    }

    /** Arms a fault. */
    public synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    /** Disarms a fault; calls that hang because of it go on. */
    public synchronized void remove(Fault fault) {
        disarm(one -> one.fault == fault);
    }

    /** Disarms all faults; calls that hang because of them go on. */
    public synchronized void clear() {
        disarm(one -> true);
    }

    private void disarm(Predicate<Pending> which) {
        Stream.of(List.copyOf(pending), List.copyOf(striking))
                .flatMap(List::stream)
                .filter(which)
                .forEach(one -> one.disarmed = true);
        pending.removeIf(which);
    }

    /** Whether a fault has yet to strike, or a call hangs because of it. */
    public synchronized boolean lasts(Fault fault) {
        return Stream.concat(pending.stream(), striking.stream()).anyMatch(one -> one.fault == fault);
    }

    /** Calls so far, by name as they came in. */
    public synchronized Map<String, Integer> calls() {
        return new TreeMap<>(calls);
    }

    synchronized void count(String method) {
        calls.merge(method, 1, Integer::sum);
    }

    /**
     * Strikes the call when a fault is due.
     *
     * @return whether the caller is to hear nothing once the call is carried out
     */
    boolean strike(String method, RunningCall call) throws InterruptedException {
        var due = due(method);
        if (due.isEmpty()) {
            return false;
        }
        hang(due.get(), call);
        return switch (due.get().fault.end()) {
            case Fault.End.LetThrough through -> false;
            case Fault.End.AnswerLost lost -> true;
            case Fault.End.Refused(var error) -> throw new XapiError(error.getFirst(), error.subList(1, error.size()));
        };
    }

    private void hang(Pending due, RunningCall call) throws InterruptedException {
        try {
            var left = due.fault.delay();
            while (left.isPositive() && !due.disarmed) {
                var now = left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS;
                call.pause(now);
                left = left.minus(now);
            }
        } finally {
            struck(due);
        }
    }

    private synchronized void struck(Pending due) {
        striking.remove(due);
    }

    private synchronized Optional<Pending> due(String method) {
        Optional<Pending> due = Optional.empty();
        for (var one : List.copyOf(pending)) {
            if (!one.fault.concerns(method)) {
                continue;
            }
            if (one.strikes() && due.isEmpty()) {
                due = Optional.of(one);
                striking.add(one);
            }
            if (one.over()) {
                pending.remove(one);
            }
        }
        return due;
    }
}
