package org.vmc.lab.xenapi.pool;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.xenapi.machine.Machine;

/** Which pool each machine of the lab is in. Thread-safe. */
public final class Pools {

    private final Map<Machine, PoolSide> byMachine = new ConcurrentHashMap<>();

    void enter(Machine machine, PoolSide pool) {
        byMachine.put(machine, pool);
    }

    Optional<PoolSide> of(Machine machine) {
        return Optional.ofNullable(byMachine.get(machine));
    }
}
