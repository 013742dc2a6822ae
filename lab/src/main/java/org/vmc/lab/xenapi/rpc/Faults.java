package org.vmc.lab.xenapi.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.task.RunningCall;

/** Faults to come, and how often each message was called. For tests of clients. Thread-safe. */
public final class Faults {

    private final List<Pending> pending = new ArrayList<>();
    private final Map<String, Integer> calls = new TreeMap<>();

    private static final class Pending {

        private final Fault fault;
        private int seen;

        private Pending(Fault fault) {
            this.fault = fault;
        }

        private boolean strikes() {
            seen++;
            return seen >= fault.onCall();
        }

        private boolean over() {
            return seen >= fault.onCall() + fault.times() - 1;
        }
    }

    /** Arms a fault. */
    public synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    /** Disarms all faults. */
    public synchronized void clear() {
        pending.clear();
    }

    /** Calls so far, by name as they came in. */
    public synchronized Map<String, Integer> calls() {
        return new TreeMap<>(calls);
    }

    synchronized void count(String method) {
        calls.merge(method, 1, Integer::sum);
    }

    /** Strikes the call when a fault is due. */
    void strike(String method, RunningCall call) throws InterruptedException {
        var due = due(method);
        if (due.isEmpty()) {
            return;
        }
        call.pause(due.get().delay());
        var error = due.get().error();
        if (!error.isEmpty()) {
            throw new XapiError(error.getFirst(), error.subList(1, error.size()));
        }
    }

    private synchronized Optional<Fault> due(String method) {
        Optional<Fault> due = Optional.empty();
        for (var one : List.copyOf(pending)) {
            if (!one.fault.method().equals(method)) {
                continue;
            }
            if (one.strikes() && due.isEmpty()) {
                due = Optional.of(one.fault);
            }
            if (one.over()) {
                pending.remove(one);
            }
        }
        return due;
    }
}
