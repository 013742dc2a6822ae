package org.vmc.lab.xenapi.pool;

import org.vmc.lab.xenapi.machine.Machine;
import org.vmc.lab.xenapi.store.Row;

/** Makes a pool of its own for a machine that was ejected from another. */
@FunctionalInterface
public interface Founder {

    /**
     * Makes it, and lets the machine answer for it.
     *
     * @param host the host as it was in the pool it left
     */
    void found(Machine machine, Row host);
}
