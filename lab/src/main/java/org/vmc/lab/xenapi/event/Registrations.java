package org.vmc.lab.xenapi.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Change;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The older way to hear of events: a session registers for classes and asks for the next events, and the server
 * remembers how far it is. A session that falls too far behind gets {@code EVENTS_LOST} once, and goes on from there.
 */
final class Registrations {

    /** So many changed objects a session may fall behind. */
    private static final int REMEMBERED = 5_000;

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Store store;
    private final Map<Ref, Registration> bySession = new ConcurrentHashMap<>();

    Registrations(Store store) {
        this.store = store;
    }

    private record Registration(Set<String> classes, long seen) {

        Registration {
            classes = Set.copyOf(classes);
        }
    }

    void register(Ref session, List<String> classes) {
        bySession.keySet().removeIf(known -> store.find("session", known).isEmpty());
        bySession.merge(session, new Registration(Set.copyOf(classes), store.generation()), (known, added) -> {
            var all = new HashSet<>(known.classes());
            all.addAll(added.classes());
            return new Registration(all, known.seen());
        });
    }

    void unregister(Ref session, List<String> classes) {
        bySession.computeIfPresent(session, (same, known) -> {
            var left = new HashSet<>(known.classes());
            classes.forEach(left::remove);
            return left.isEmpty() ? null : new Registration(left, known.seen());
        });
    }

    /** Waits for events, as long as it takes. */
    Value next(Invocation in) throws InterruptedException {
        while (true) {
            var known = bySession.get(in.session());
            if (known == null || store.find("session", in.session()).isEmpty()) {
                throw new XapiError("SESSION_NOT_REGISTERED", in.session().text());
            }
            var changes = store.changesAfter(known.seen());
            bySession.computeIfPresent(in.session(), (same, now) -> new Registration(now.classes(), changes.upTo()));
            if (changes.changes().size() > REMEMBERED) {
                throw new XapiError("EVENTS_LOST");
            }
            var events = events(known, changes.changes());
            if (!events.isEmpty()) {
                return new Value.Items(events);
            }
            store.awaitAfter(changes.upTo(), FOREVER);
            in.call().pause(Events.BATCH);
        }
    }

    private static List<Value> events(Registration known, Iterable<Change> changes) {
        var subscription = new Subscription(List.copyOf(known.classes()));
        var events = new ArrayList<Value>();
        for (var change : changes) {
            if (subscription.wants(change) && !Events.bornAndGone(change, known.seen())) {
                events.add(Events.event(change, known.seen()));
            }
        }
        return events;
    }
}
