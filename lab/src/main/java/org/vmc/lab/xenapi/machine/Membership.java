package org.vmc.lab.xenapi.machine;

/** What a machine needs of its pool for the calls it answers by itself. */
public interface Membership {

    /** Whether a user name and password are right. */
    boolean accepts(String user, String password);

    /** {@code pool.emergency_transition_to_master} on a machine. */
    void takeOver(Machine machine);

    /** {@code pool.emergency_reset_master} on a machine. */
    void follow(Machine machine, String coordinatorAddress);

    /** {@code host.emergency_ha_disable} on a machine. */
    void disableHaInEmergency();
}
