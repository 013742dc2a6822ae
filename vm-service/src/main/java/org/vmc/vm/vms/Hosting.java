package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.catalogue.VmRoles;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.Placement;
import org.vmc.vm.placement.Profile;

/**
 * Gives VMs their hosts: gathers what placement needs from the inventory and from the promises in our own rows, and
 * records the promise it makes.
 */
@ApplicationScoped
class Hosting {

    private static final int OVERHEAD_PERCENT = 1;
    private static final int OVERHEAD_FIXED_MIB = 4;

    private final Inventory inventory;
    private final VmRoles roles;
    private final Vms vms;

    Hosting(Inventory inventory, VmRoles roles, Vms vms) {
        this.inventory = inventory;
        this.roles = roles;
        this.vms = vms;
    }

    /** A VM's demand, with what the hypervisor needs beside the VM's own memory (measured: 12 MiB for 1 GiB). */
    static Demand demand(
            int memoryMib, int vcpus, boolean spread, Collection<String> avoidHosts, @Nullable String onlyHost) {
        int needed = memoryMib + memoryMib * OVERHEAD_PERCENT / 100 + OVERHEAD_FIXED_MIB;
        return new Demand(needed, vcpus, spread, Set.copyOf(avoidHosts), Profile.NONE, onlyHost);
    }

    /** The demand of a VM that exists. */
    Demand demandOf(UUID vmId) {
        Vm vm = vms.read(() -> vms.existing(vmId));
        return demand(vm.memoryMib, vm.vcpus, false, Set.of(), null).with(roles.profile(vm.role));
    }

    /**
     * Chooses a host for the VM and promises it the memory there. A promise made before is kept unless its host is
     * among those to avoid.
     *
     * @throws ProblemException 409 with the reason for every host when none has room, 503 when the pool was never heard
     */
    HostFacts promise(UUID vmId, String pool, Demand demand) {
        return QuarkusTransaction.requiringNew().call(() -> {
            vms.holdPlacement(pool);
            Vm vm = vms.existing(vmId);
            List<HostFacts> hosts = hosts(pool, vm.id, vm.correlationId, List.of());
            Optional<HostFacts> kept = hosts.stream()
                    .filter(host -> vm.reservesMemory && host.uuid().equals(vm.hostUuid))
                    .filter(host -> !demand.avoidHosts().contains(host.uuid()))
                    .findFirst();
            HostFacts chosen = kept.orElseGet(() -> chosen(vm.name, Placement.of(demand, hosts)));
            vms.change(vmId, row -> {
                row.hostUuid = chosen.uuid();
                row.hostName = chosen.name();
                row.reservesMemory = true;
            });
            return chosen;
        });
    }

    /** Takes a promise back. */
    void release(UUID vmId) {
        vms.change(vmId, vm -> vm.reservesMemory = false);
    }

    /** The operation that was to start the VM is over, whatever became of it. */
    void startEnded(UUID vmId) {
        vms.change(vmId, vm -> {
            vm.reservesMemory = false;
            vm.startAccepted = false;
        });
    }

    /** Where these VMs of one request would go, one after the other, if they were created now. */
    List<Placement> preview(String pool, UUID correlationId, List<Demand> demands) {
        List<Placement> placements = new ArrayList<>();
        List<Promise> promised = new ArrayList<>();
        for (Demand demand : demands) {
            Placement placement = Placement.of(demand, hosts(pool, new UUID(0, 0), correlationId, promised));
            HostFacts host = placement.host();
            if (host != null) {
                promised.add(new Promise(host.uuid(), demand.memoryMib(), demand.profile()));
            }
            placements.add(placement);
        }
        return List.copyOf(placements);
    }

    /** Memory of a host that somebody will use and nobody uses yet. */
    private record Promise(String hostUuid, int memoryMib, Profile profile) {}

    private static HostFacts chosen(String name, Placement placement) {
        HostFacts host = placement.host();
        if (host == null) {
            throw ProblemException.of(
                    ProblemType.NO_CAPACITY, "No host can take %s: %s.".formatted(name, placement.explanation()));
        }
        return host;
    }

    private List<HostFacts> hosts(String poolName, UUID except, UUID group, List<Promise> more) {
        PoolSnapshot pool = heard(poolName);
        Map<String, Long> promisedMib = new HashMap<>();
        Map<String, Integer> members = new HashMap<>();
        Map<String, Profile> loads = new HashMap<>();
        Map<String, String> residences = residences(pool);
        for (Vm vm : vms.read(() -> vms.ofPool(poolName))) {
            if (vm.hostUuid == null || vm.id.equals(except)) {
                continue;
            }
            String on = vm.reservesMemory ? vm.hostUuid : residences.get(String.valueOf(vm.xenUuid));
            if (on != null) {
                loads.merge(on, roles.profile(vm.role), Profile::plus);
            }
            if (vm.correlationId.equals(group)) {
                members.merge(vm.hostUuid, 1, Integer::sum);
            }
            if (vm.reservesMemory && !(vm.xenUuid != null && pool.claimsMemory(vm.xenUuid, vm.hostUuid))) {
                int needed =
                        demand(vm.memoryMib, vm.vcpus, false, Set.of(), null).memoryMib();
                promisedMib.merge(vm.hostUuid, (long) needed, Long::sum);
            }
        }
        for (Promise promise : more) {
            members.merge(promise.hostUuid(), 1, Integer::sum);
            promisedMib.merge(promise.hostUuid(), (long) promise.memoryMib(), Long::sum);
            loads.merge(promise.hostUuid(), promise.profile(), Profile::plus);
        }
        return pool.hosts().stream()
                .map(host -> new HostFacts(
                        host.uuid(),
                        host.name(),
                        host.address(),
                        host.enabled(),
                        host.live(),
                        pool.freeMemoryMib(host.ref()) - promisedMib.getOrDefault(host.uuid(), 0L),
                        host.cpus(),
                        loads.getOrDefault(host.uuid(), Profile.NONE),
                        members.getOrDefault(host.uuid(), 0)))
                .toList();
    }

    /** Uuids of the hosts VMs run on, by the VM's uuid. */
    private static Map<String, String> residences(PoolSnapshot pool) {
        Map<String, String> residences = new HashMap<>();
        for (ObservedVm vm : pool.vms()) {
            ObservedHost host = vm.host();
            if (host != null) {
                residences.put(vm.uuid(), host.uuid());
            }
        }
        return residences;
    }

    private PoolSnapshot heard(String pool) {
        return inventory
                .pool(pool)
                .filter(snapshot -> snapshot.observedAt() != null)
                .orElseThrow(() -> Reachability.unreachable(pool, "it has not been heard since this service started"));
    }

    /** The demand without these hosts as well. */
    static Demand without(Demand demand, Collection<String> hosts) {
        Set<String> avoid = new HashSet<>(demand.avoidHosts());
        avoid.addAll(hosts);
        return demand.avoiding(avoid);
    }
}
