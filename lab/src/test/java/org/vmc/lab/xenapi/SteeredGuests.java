package org.vmc.lab.xenapi;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.guests.GuestSpec;
import org.vmc.lab.guests.GuestState;

/** Guests that do what a test says. */
final class SteeredGuests implements GuestRuntime {

    private final Map<UUID, GuestState> states = new ConcurrentHashMap<>();
    private final Map<UUID, GuestSpec> specs = new ConcurrentHashMap<>();
    private final Map<UUID, String> hosts = new ConcurrentHashMap<>();
    private final Map<UUID, UUID> disks = new ConcurrentHashMap<>();
    private final Set<UUID> deleted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger disksLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean refusesToStart;
    private volatile boolean refusesToMigrate;

    void refuseToMigrate() {
        refusesToMigrate = true;
    }

    void refuseToCopyDisksAfter(int count) {
        disksLeft.set(count);
    }

    String hostOf(String vmUuid) {
        return Optional.ofNullable(hosts.get(UUID.fromString(vmUuid))).orElseThrow();
    }

    /** The disk a disk was copied from. */
    Optional<UUID> sourceOf(String vdiUuid) {
        return Optional.ofNullable(disks.get(UUID.fromString(vdiUuid)));
    }

    boolean wasDeleted(String vdiUuid) {
        return deleted.contains(UUID.fromString(vdiUuid));
    }

    void refuseToStart() {
        refusesToStart = true;
    }

    void report(String vmUuid, String address) {
        states.put(UUID.fromString(vmUuid), new GuestState(true, address, true));
    }

    void kill(String vmUuid) {
        states.put(UUID.fromString(vmUuid), GuestState.STOPPED);
    }

    GuestSpec specOf(String vmUuid) {
        return Optional.ofNullable(specs.get(UUID.fromString(vmUuid))).orElseThrow();
    }

    @Override
    public void start(GuestSpec spec) {
        if (refusesToStart) {
            throw new GuestFailure("Told to refuse");
        }
        specs.put(spec.vm(), spec);
        hosts.put(spec.vm(), spec.hostName());
        states.put(spec.vm(), new GuestState(true, null, false));
    }

    @Override
    public void stop(UUID vm, boolean clean) {
        states.put(vm, GuestState.STOPPED);
    }

    @Override
    public void pause(UUID vm) {}

    @Override
    public void resume(UUID vm) {}

    @Override
    public void migrate(UUID vm, String hostName) {
        if (refusesToMigrate) {
            throw new GuestFailure("Told to refuse");
        }
        hosts.put(vm, hostName);
    }

    @Override
    public void copyDisk(UUID from, UUID to) {
        if (disksLeft.getAndDecrement() <= 0) {
            throw new GuestFailure("Told to refuse");
        }
        disks.put(to, from);
    }

    @Override
    public void deleteDisk(UUID disk) {
        disks.remove(disk);
        deleted.add(disk);
    }

    @Override
    public void destroy(UUID vm) {
        states.remove(vm);
    }

    @Override
    public Optional<GuestState> state(UUID vm) {
        return Optional.ofNullable(states.get(vm));
    }
}
