package org.vmc.lab.xenapi.fault;

/** Brings about one kind of fault. May block; called on a thread of its own. */
@FunctionalInterface
public interface FaultAction {

    /**
     * Does it.
     *
     * @throws IllegalArgumentException when a parameter is missing or names nothing; nothing has happened then
     */
    Effect apply(Parameters parameters);
}
