package org.vmc.lab.xenapi;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.guests.GuestSpec;
import org.vmc.lab.guests.GuestState;

/** Guests that do what a test says. */
final class SteeredGuests implements GuestRuntime {

    private final Map<UUID, GuestState> states = new ConcurrentHashMap<>();
    private final Map<UUID, GuestSpec> specs = new ConcurrentHashMap<>();
    private volatile boolean refusesToStart;

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
    public void destroy(UUID vm) {
        states.remove(vm);
    }

    @Override
    public Optional<GuestState> state(UUID vm) {
        return Optional.ofNullable(states.get(vm));
    }
}
