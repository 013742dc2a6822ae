package org.vmc.lab.guests;

import java.util.Optional;
import java.util.UUID;

/**
 * Runs the guests behind VMs.
 *
 * <p>Calls block until the change is made, but {@link #start} does not wait for the boot: the caller watches
 * {@link #state}. Calls for different VMs may come from several threads at once; calls for one VM never overlap. A
 * reboot is a {@link #stop} followed by a {@link #start} with the same disk; a suspend is a {@link #pause}. Every
 * method throws {@link GuestFailure} when the guest could not be changed.
 */
public interface GuestRuntime {

    /** Begins to boot a guest. Its disk is made from the template when it does not exist yet, else kept. */
    void start(GuestSpec spec);

    /**
     * Stops a guest and keeps its disk. Does nothing when the guest does not run.
     *
     * @param clean asks the guest to end its processes first; otherwise they are killed
     */
    void stop(UUID vm, boolean clean);

    /** Freezes all processes of a running guest. */
    void pause(UUID vm);

    /** Thaws a paused guest. */
    void resume(UUID vm);

    /** Kills the guest when it runs and removes its disk. Does nothing for an unknown VM. */
    void destroy(UUID vm);

    /**
     * What is known of a guest; empty when it was never started or was destroyed. Cheap: it is asked several times a
     * second.
     */
    Optional<GuestState> state(UUID vm);

    /** Opens a shell of a running guest; empty when this kind of guest has none. */
    default Optional<GuestTerminal> terminal(UUID vm) {
        return Optional.empty();
    }

    /** What a running guest uses; empty when nobody measures it. */
    default Optional<GuestUsage> usage(UUID vm) {
        return Optional.empty();
    }

    /**
     * What a host and its guests use together; empty when nobody measures it.
     *
     * @param hostName name of the lab host
     */
    default Optional<GuestUsage> hostUsage(String hostName) {
        return Optional.empty();
    }
}
