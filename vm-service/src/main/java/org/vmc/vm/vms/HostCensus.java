package org.vmc.vm.vms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolLayout;
import org.vmc.vm.inventory.PoolLayout.Room;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.Profile;

/**
 * Counts what the hosts of a pool have: what the pool says of them, less what our own rows have promised and the pool
 * does not know of yet. Reads nothing but what it is given.
 */
final class HostCensus {

    private final PoolLayout layout;
    private final Function<@Nullable String, Profile> profiles;
    private final Map<String, List<Long>> promisedMib = new HashMap<>();
    private final Map<String, Integer> members = new HashMap<>();
    private final Map<String, Profile> loads = new HashMap<>();

    /** @param profiles what VMs of a role press */
    HostCensus(PoolLayout layout, Function<@Nullable String, Profile> profiles) {
        this.layout = layout;
        this.profiles = profiles;
    }

    /** Memory of a host that somebody will use and nobody uses yet. */
    record Promise(String hostUuid, int memoryMib, Profile profile) {}

    /**
     * Counts VMs of ours.
     *
     * @param except the VM that is asked for
     * @param group the request whose VMs are its group
     */
    HostCensus count(List<Vm> rows, UUID except, UUID group) {
        for (Vm vm : rows) {
            if (vm.hostUuid != null && !vm.id.equals(except)) {
                count(vm, vm.hostUuid, group);
            }
        }
        return this;
    }

    private void count(Vm vm, String host, UUID group) {
        String on = vm.reservesMemory ? host : layout.hostOf(vm.xenUuid).orElse(null);
        if (on != null) {
            loads.merge(on, profiles.apply(vm.role), Profile::plus);
        }
        if (on != null && vm.correlationId.equals(group)) {
            members.merge(on, 1, Integer::sum);
        }
        if (vm.reservesMemory && !layout.claims(vm.xenUuid, host)) {
            promise(host, Hosting.neededMib(vm.memoryMib));
        }
    }

    /** Counts promises that no row has yet, to VMs of the group. */
    HostCensus count(List<Promise> more) {
        for (Promise promise : more) {
            members.merge(promise.hostUuid(), 1, Integer::sum);
            loads.merge(promise.hostUuid(), promise.profile(), Profile::plus);
            promise(promise.hostUuid(), promise.memoryMib());
        }
        return this;
    }

    private void promise(String host, long mib) {
        promisedMib.computeIfAbsent(host, uuid -> new ArrayList<>()).add(mib);
    }

    List<HostFacts> facts() {
        return layout.rooms().stream().map(this::facts).toList();
    }

    private HostFacts facts(Room room) {
        ObservedHost host = room.host();
        List<Long> promised = promisedMib.getOrDefault(host.uuid(), List.of());
        List<Long> claims = new ArrayList<>(room.claimsMib());
        claims.addAll(promised);
        return new HostFacts(
                host.uuid(),
                host.name(),
                host.address(),
                host.enabled(),
                host.live(),
                host.maintenance(),
                room.freeMib() - promised.stream().mapToLong(Long::longValue).sum(),
                host.cpus(),
                host.cpu(),
                room.storage(),
                loads.getOrDefault(host.uuid(), Profile.NONE),
                claims,
                members.getOrDefault(host.uuid(), 0));
    }
}
