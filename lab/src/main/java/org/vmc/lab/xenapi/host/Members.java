package org.vmc.lab.xenapi.host;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.xenapi.machine.Machine;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/** The hosts of one pool and the machines they are. Thread-safe. */
public final class Members {

    private final Store store;
    private final Map<Ref, Machine> machines = new ConcurrentHashMap<>();

    public Members(Store store) {
        this.store = store;
    }

    /** A host is a machine. */
    public void add(Ref host, Machine machine) {
        machines.put(host, machine);
    }

    /** A host leaves the pool. */
    public void remove(Ref host) {
        machines.remove(host);
    }

    /** The hosts and their machines, as they are now. */
    public Map<Ref, Machine> all() {
        return Map.copyOf(machines);
    }

    /** The machine of a host. Fails with {@code HANDLE_INVALID} when there is no such host. */
    public Machine machine(Ref host) {
        store.row("host", host);
        return Optional.ofNullable(machines.get(host)).orElseThrow(() -> XapiError.handleInvalid("host", host));
    }

    /** The host a machine is. */
    public Ref hostOf(Machine machine) {
        return machines.entrySet().stream()
                .filter(entry -> entry.getValue() == machine)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new XapiError("HOST_UNKNOWN_TO_MASTER", machine.name()));
    }

    /** A host by its name label, host name or uuid. */
    public Ref named(String name) {
        return store.all("host").stream()
                .filter(host -> host.text("name_label").equals(name)
                        || host.text("hostname").equals(name)
                        || host.uuid().equals(name))
                .map(Row::ref)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No host of the pool is called '" + name + "'"));
    }

    /** The pool. */
    public Row pool() {
        return store.all("pool").iterator().next();
    }

    /** The coordinator. */
    public Ref coordinator() {
        return pool().ref("master");
    }

    /** Whether a host has power. */
    public boolean powered(Ref host) {
        var machine = machines.get(host);
        return machine != null && machine.powered();
    }

    /** Fails with {@code HOST_OFFLINE} when a host has no power. */
    public void requirePowered(Ref host) {
        if (!machine(host).powered()) {
            throw new XapiError("HOST_OFFLINE", host.text());
        }
    }
}
