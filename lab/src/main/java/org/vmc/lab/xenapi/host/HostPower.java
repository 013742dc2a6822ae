package org.vmc.lab.xenapi.host;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.machine.Machine;
import org.vmc.lab.xenapi.machine.Part;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The power of hosts. A host without it does not answer at its address and its guests are gone, but the pool learns of
 * that only later: until then its VMs are shown as they were.
 */
public final class HostPower {

    /** Time for the reply to a call to leave the host it turns off. */
    public static final Duration REPLY_LEAVES = Duration.ofMillis(200);

    private static final System.Logger LOG = System.getLogger(HostPower.class.getName());

    private final Store store;
    private final Members members;
    private final GuestRuntime guests;
    private final Supplier<PowerPlug> plug;
    private final Tasks tasks;
    private final InstantSource clock;
    private final Set<Ref> booting = ConcurrentHashMap.newKeySet();
    private final Set<Ref> staysDisabled = ConcurrentHashMap.newKeySet();

    /** Who decides what becomes of a pool when a host goes away or comes back. */
    public interface Observer {

        /** The power of a host is gone. */
        void lost(Ref host, Machine machine);

        /** A host has booted and finds nothing running on it; it is not enabled yet. */
        void foundEmpty(Ref host);

        /** What a host is that has booted. */
        Part partAfterBoot(Ref host, Machine machine);

        /** A host is back. */
        void returned(Ref host, Machine machine);
    }

    public HostPower(
            Store store,
            Members members,
            GuestRuntime guests,
            Supplier<PowerPlug> plug,
            Tasks tasks,
            InstantSource clock) {
        this.store = store;
        this.members = members;
        this.guests = guests;
        this.plug = plug;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Takes the power of a host away, at once. Does nothing when it has none. */
    public void cut(Ref host, Observer observer) {
        var machine = members.machine(host);
        if (!machine.powered()) {
            return;
        }
        machine.become(new Part.Off());
        killGuests(host);
        plug.get().off(machine.name());
        observer.lost(host, machine);
    }

    /** Gives a host power; it boots in the background. Does nothing when it has power or boots already. */
    public void restore(Ref host, Observer observer) {
        var machine = members.machine(host);
        if (machine.powered() || !booting.add(host)) {
            return;
        }
        long outage = machine.outages();
        tasks.background("boot " + machine, call -> {
            try {
                plug.get().on(machine.name());
                call.spend(TimedOperation.HOST_BOOT);
                machine.become(new Part.Booting());
                call.spend(TimedOperation.TOOLSTACK_RESTART);
                // It may have lost its power again.
                if (machine.powered() && machine.outages() == outage) {
                    booted(host, machine, observer);
                }
            } finally {
                booting.remove(host);
            }
        });
    }

    /** Whether a host shall be enabled by itself when it has booted. */
    public void enableAfterBoot(Ref host, boolean enable) {
        if (enable) {
            staysDisabled.remove(host);
        } else {
            staysDisabled.add(host);
        }
    }

    private void booted(Ref host, Machine machine, Observer observer) {
        store.write(() -> store.find("host", host).ifPresent(row -> {
            observer.foundEmpty(host);
            store.set("host", host, "other_config", HostTimes.booted(row, clock.instant()));
            store.set(
                    "host_metrics",
                    row.ref("metrics"),
                    Map.of("live", Value.of(true), "last_updated", Value.of(clock.instant())));
            store.set("host", host, "enabled", Value.of(!staysDisabled.contains(host)));
        }));
        machine.become(observer.partAfterBoot(host, machine));
        observer.returned(host, machine);
    }

    private void killGuests(Ref host) {
        for (var ref : store.row("host", host).refs("resident_VMs")) {
            store.find("VM", ref)
                    .filter(vm -> !vm.flag("is_control_domain"))
                    .ifPresent(vm -> kill(UUID.fromString(vm.uuid())));
        }
    }

    private void kill(UUID vm) {
        try {
            guests.stop(vm, false);
        } catch (GuestFailure failed) {
            LOG.log(WARNING, "Could not kill guest " + vm + " of a host without power", failed);
        }
    }
}
