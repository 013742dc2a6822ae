package org.vmc.lab.xenapi.message;

import java.time.InstantSource;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Writes messages on behalf of the server. */
public final class Alerts {

    private final Store store;
    private final InstantSource clock;

    public Alerts(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What the server tells, with the priority a real one gives it. */
    public enum Alert {
        POOL_MASTER_TRANSITION(4),
        HOST_CLOCK_SKEW_DETECTED(3),
        HA_HOST_FAILED(3),
        HA_PROTECTED_VM_RESTART_FAILED(2),
        VM_CRASHED(2);

        private final int priority;

        Alert(int priority) {
            this.priority = priority;
        }
    }

    /** Tells something about a host, a VM or the pool. */
    public Ref tell(Alert alert, Row about, String body) {
        var cls =
                switch (about.type().name()) {
                    case "host" -> "Host";
                    case "pool" -> "Pool";
                    default -> about.type().name();
                };
        return write(alert.name(), alert.priority, cls, about.uuid(), body);
    }

    Ref write(String name, long priority, String cls, String objectUuid, String body) {
        return store.insert(
                "message",
                Map.of(
                        "name", Value.of(name),
                        "priority", Value.of(priority),
                        "cls", Value.of(cls),
                        "obj_uuid", Value.of(objectUuid),
                        "timestamp", Value.of(clock.instant()),
                        "body", Value.of(body)));
    }
}
