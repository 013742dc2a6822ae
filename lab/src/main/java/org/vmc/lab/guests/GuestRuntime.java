package org.vmc.lab.guests;

import java.util.Optional;
import java.util.UUID;

/**
 * Runs the guests behind VMs.
 *
 * <p>Calls block until the change is made, but {@link #start} does not wait for the boot: the caller watches
 * {@link #state}. Calls for different VMs may come from several threads at once; calls for one VM never overlap. A
 * reboot is a {@link #stop} followed by a {@link #start} with the same disk; a suspend is a {@link #pause}. Disks are
 * known by the uuid of their VDI and outlive the guest. Every method throws {@link GuestFailure} when it could not do
 * what it says.
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

    /**
     * Moves a running or paused guest to another lab host: from now on its work counts there. It keeps its processes,
     * its address and its disk. Does nothing when it is there already.
     *
     * @param hostName name of the lab host it moves to ({@code h1}, {@code h2}, …)
     */
    void migrate(UUID vm, String hostName);

    /** Kills the guest when it runs and forgets it; its disk stays. Does nothing for an unknown VM. */
    void destroy(UUID vm);

    /**
     * Gives a new disk the contents another has now, independent of it from then on. A disk that no guest was started
     * from has no contents yet: then the new one has none either, and is made from its template when it is first used.
     * A guest that runs on the source goes on; the copy is as after a loss of power at that moment.
     *
     * @param from uuid of the VDI to copy
     * @param to uuid of the new VDI, which no guest was started from
     */
    void copyDisk(UUID from, UUID to);

    /**
     * Deletes the contents of a disk that no running guest uses. Does nothing when it has none.
     *
     * @param disk uuid of the VDI
     */
    void deleteDisk(UUID disk);

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
