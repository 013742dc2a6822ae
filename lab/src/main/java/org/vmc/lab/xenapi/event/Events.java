package org.vmc.lab.xenapi.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Change;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * {@code event.from} and {@code event.inject}; the older {@code event.register} and {@code event.next} are in
 * {@link Registrations}.
 *
 * <p>A token is the generation the client has seen. An object appears at most once in an answer, as it is now:
 * {@code add} when it was made after the token, else {@code mod} or {@code del}. A waiting call blocks its virtual
 * thread only.
 */
public final class Events {

    private static final Pattern TOKEN = Pattern.compile("0*(\\d{1,18}),\\d{1,20}");

    /** Changes close together are answered together. */
    static final Duration BATCH = Duration.ofMillis(50);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** What a fault has made late waits that long for something newer to come behind. */
    private static final Duration LATE_WAITS = Duration.ofMillis(200);

    private final Store store;
    private final Registrations registrations;
    private final EventDisorder disorder = new EventDisorder();

    public Events(Store store) {
        this.store = store;
        this.registrations = new Registrations(store);
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.on("event.from", this::from)
                .on("event.inject", this::inject)
                .onVoid("event.register", in -> registrations.register(in.session(), in.items("classes")))
                .onVoid("event.unregister", in -> registrations.unregister(in.session(), in.items("classes")))
                .on("event.next", registrations::next)
                .on("event.get_current_id", in -> Value.of(store.generation()));
    }

    /** Makes the faults of events known. */
    public void registerFaults(LabFaults faults) {
        disorder.register(faults);
    }

    private Value inject(Invocation in) {
        var type = store.declaration().classes().stream()
                .filter(candidate -> candidate.eventName().equalsIgnoreCase(in.text("class")))
                .findFirst()
                .map(XenClass::name)
                .orElse(in.text("class"));
        if (store.declaration().find(type).isEmpty()) {
            throw XapiError.handleInvalid(type, in.ref("ref"));
        }
        Ref ref = in.ref("ref");
        store.touch(type, ref);
        return Value.of(token(store.generation()));
    }

    private Value from(Invocation in) throws InterruptedException {
        long since = generation(in.text("token"));
        var subscription = new Subscription(in.items("classes"));
        var late = disorder.lateAfter(since);
        var asked = wait(in.real("timeout"));
        long deadline = System.nanoTime() + (late.isEmpty() ? asked : min(asked, LATE_WAITS)).toNanos();
        long scanned = since;
        while (true) {
            var changes = store.changesAfter(scanned);
            var events = changes.changes().stream()
                    .filter(change -> subscription.wants(change) && !bornAndGone(change, since))
                    .map(change -> event(change, since))
                    .toList();
            if (!events.isEmpty()) {
                var told = new ArrayList<>(disorder.told(since, events, changes.upTo()));
                told.addAll(late);
                return answer(told, changes.upTo());
            }
            scanned = changes.upTo();
            long left = deadline - System.nanoTime();
            if (left <= 0 || !store.awaitAfter(scanned, Duration.ofNanos(left))) {
                return answer(late, since);
            }
            in.call().pause(min(BATCH, Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
        }
    }

    /** An object made and deleted since the token never existed for the client. */
    static boolean bornAndGone(Change change, long since) {
        return change instanceof Change.Deleted && change.created() > since;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration wait(double seconds) {
        var longest = (double) LONGEST_WAIT.toSeconds();
        return Duration.ofMillis((long) (Math.clamp(seconds, 0, longest) * 1000));
    }

    private static long generation(String token) {
        if (token.isEmpty()) {
            return 0;
        }
        var match = TOKEN.matcher(token);
        if (!match.matches()) {
            throw new XapiError("EVENT_FROM_TOKEN_PARSE_FAILURE", token);
        }
        return Long.parseLong(match.group(1));
    }

    private static String token(long generation) {
        return "%020d,%020d".formatted(generation, 0);
    }

    static Value event(Change change, long since) {
        var event = new LinkedHashMap<String, Value>();
        event.put("id", Value.of(Long.toString(change.generation())));
        event.put("timestamp", Value.of("0.0"));
        event.put("class", Value.of(change.type().eventName()));
        event.put("operation", Value.of(operation(change, since)));
        event.put("ref", change.ref().value());
        if (change instanceof Change.Written(var row)) {
            event.put("snapshot", row.record());
        }
        return new Value.Fields(event);
    }

    private static String operation(Change change, long since) {
        return switch (change) {
            case Change.Deleted ignored -> "del";
            case Change.Written written -> written.created() > since ? "add" : "mod";
        };
    }

    private Value answer(List<Value> events, long upTo) {
        var batch = new LinkedHashMap<String, Value>();
        batch.put("events", new Value.Items(events));
        batch.put("valid_ref_counts", validRefCounts());
        batch.put("token", Value.of(token(upTo)));
        return new Value.Fields(batch);
    }

    private Value validRefCounts() {
        Map<String, Value> counts = new LinkedHashMap<>();
        store.declaration()
                .classes()
                .forEach(type -> counts.put(type.eventName(), new Value.Small(store.count(type.name()))));
        return new Value.Fields(counts);
    }
}
