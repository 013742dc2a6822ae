package org.vmc.lab.xenapi.machine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All machines of the lab, of whatever pool. Thread-safe. */
public final class Machines {

    private final Map<String, Machine> byName = new ConcurrentSkipListMap<>();

    /** Adds one. */
    public void add(Machine machine) {
        byName.put(machine.name(), machine);
    }

    /** The machine with a host name or at an address; a port after it is ignored. */
    public Optional<Machine> find(String nameOrAddress) {
        var host = nameOrAddress.replaceFirst(":\\d+$", "");
        return all().stream()
                .filter(machine ->
                        machine.name().equals(host) || machine.address().equals(host))
                .findFirst();
    }

    /** All of them, by name. */
    public Collection<Machine> all() {
        return List.copyOf(byName.values());
    }
}
