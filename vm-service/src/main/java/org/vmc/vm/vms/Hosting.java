package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.catalogue.VmRoles;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolLayout;
import org.vmc.vm.inventory.PoolLayout.Resident;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.Placement;
import org.vmc.vm.placement.PlacementConfig;
import org.vmc.vm.placement.Profile;
import org.vmc.vm.vms.HostCensus.Promise;

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
    private final PlacementConfig config;

    Hosting(Inventory inventory, VmRoles roles, Vms vms, PlacementConfig config) {
        this.inventory = inventory;
        this.roles = roles;
        this.vms = vms;
        this.config = config;
    }

    /** What a VM of this memory takes of its host (measured: 12 MiB more for 1 GiB). */
    static int neededMib(int memoryMib) {
        return memoryMib + memoryMib * OVERHEAD_PERCENT / 100 + OVERHEAD_FIXED_MIB;
    }

    /** A VM's demand, with what the hypervisor needs beside the VM's own memory. */
    static Demand demand(
            int memoryMib, int vcpus, boolean spread, Collection<String> avoidHosts, @Nullable String onlyHost) {
        return new Demand(neededMib(memoryMib), vcpus, spread, Set.copyOf(avoidHosts), Profile.NONE, onlyHost);
    }

    /** The demand of a VM that exists. */
    Demand demandOf(UUID vmId) {
        Vm vm = vms.read(() -> vms.existing(vmId));
        return demand(vm.memoryMib, vm.vcpus, false, Set.of(), null)
                .with(roles.profile(vm.role))
                .with(config.policy())
                .apart(vm.apart);
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
            PoolLayout layout = heard(pool).layout();
            List<HostFacts> hosts = hosts(layout, pool, vm.id, vm.correlationId, List.of());
            Optional<HostFacts> kept = hosts.stream()
                    .filter(host -> vm.reservesMemory && host.uuid().equals(vm.hostUuid))
                    .filter(host -> !demand.avoidHosts().contains(host.uuid()))
                    .findFirst();
            HostFacts chosen = kept.orElseGet(() -> chosen(vm.name, Placement.of(needing(demand, layout, vm), hosts)));
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
    List<Placement> preview(String pool, String template, UUID correlationId, List<Demand> demands) {
        PoolLayout layout = heard(pool).layout();
        Optional<Resident> source = layout.template(template);
        List<Placement> placements = new ArrayList<>();
        List<Promise> promised = new ArrayList<>();
        for (Demand demand : demands) {
            Placement placement = Placement.of(
                    source.map(vm -> demand.needing(vm.storage(), vm.cpu())).orElse(demand),
                    hosts(layout, pool, new UUID(0, 0), correlationId, promised));
            HostFacts host = placement.host();
            if (host != null) {
                promised.add(new Promise(host.uuid(), demand.memoryMib(), demand.profile()));
            }
            placements.add(placement);
        }
        return List.copyOf(placements);
    }

    /** What every host of a pool has, as placement sees it for a VM that is none of ours. */
    List<HostFacts> hosts(String pool) {
        return hosts(heard(pool).layout(), pool, new UUID(0, 0), new UUID(0, 0), List.of());
    }

    /** The demand with what the VM needs where it is, or what the template it is to be cloned from does. */
    private static Demand needing(Demand demand, PoolLayout layout, Vm vm) {
        return layout.vm(vm.xenUuid)
                .or(() -> layout.template(vm.template))
                .map(there -> demand.needing(there.storage(), there.cpu()))
                .orElse(demand);
    }

    private static HostFacts chosen(String name, Placement placement) {
        HostFacts host = placement.host();
        if (host == null) {
            throw ProblemException.of(
                    ProblemType.NO_CAPACITY, "No host can take %s: %s.".formatted(name, placement.explanation()));
        }
        return host;
    }

    private List<HostFacts> hosts(PoolLayout layout, String pool, UUID except, UUID group, List<Promise> more) {
        List<Vm> rows = vms.read(() -> vms.ofPool(pool));
        return new HostCensus(layout, roles::profile)
                .count(rows, except, group)
                .count(more)
                .facts();
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
