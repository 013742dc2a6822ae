package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.vm.catalogue.VmRoles;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolLayout;
import org.vmc.vm.inventory.PoolLayout.Resident;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.PlacementPolicy;
import org.vmc.vm.placement.Profile;

/** What plans for several VMs need to know of VMs, and how one of them is moved: as an operation of its own. */
@ApplicationScoped
public class VmMoves {

    private static final String MIGRATION = "pool_migrate";

    private final Vms vms;
    private final VmRoles roles;
    private final Hosting hosting;
    private final Reachability reachability;
    private final MigrateVm migrateVm;
    private final MigrateStranger migrateStranger;

    VmMoves(
            Vms vms,
            VmRoles roles,
            Hosting hosting,
            Reachability reachability,
            MigrateVm migrateVm,
            MigrateStranger migrateStranger) {
        this.vms = vms;
        this.roles = roles;
        this.hosting = hosting;
        this.reachability = reachability;
        this.migrateVm = migrateVm;
        this.migrateStranger = migrateStranger;
    }

    /** @throws ProblemException 404 when there is no such pool, 503 when it cannot be heard */
    public PoolSnapshot pool(String name) {
        return reachability.require(name);
    }

    /** The hosts of a pool as placement sees them, promises included. */
    public List<HostFacts> hosts(String pool) {
        return hosting.hosts(pool);
    }

    /** Every VM that runs in the pool, ordered by name. */
    public List<RunningVm> running(String pool) {
        PoolSnapshot snapshot = reachability.require(pool);
        PoolLayout layout = snapshot.layout();
        Map<String, Vm> ours = new HashMap<>();
        vms.read(() -> vms.ofPool(pool)).stream()
                .filter(vm -> vm.xenUuid != null)
                .forEach(vm -> ours.put(String.valueOf(vm.xenUuid), vm));
        List<RunningVm> running = new ArrayList<>();
        for (ObservedVm seen : snapshot.vms()) {
            Optional<Resident> resident = layout.vm(seen.uuid());
            String host = resident.map(Resident::hostUuid).orElse(null);
            if (host != null) {
                running.add(running(seen, resident.orElseThrow(), host, ours.get(seen.uuid())));
            }
        }
        running.sort(Comparator.comparing(RunningVm::name).thenComparing(RunningVm::xenUuid));
        return List.copyOf(running);
    }

    private RunningVm running(ObservedVm seen, Resident resident, String host, @Nullable Vm ours) {
        Demand demand = new Demand(
                Math.toIntExact(resident.claimMib()),
                resident.vcpus(),
                false,
                Set.of(),
                ours == null ? Profile.NONE : roles.profile(ours.role),
                null,
                ours != null && ours.apart,
                resident.storage(),
                resident.cpu(),
                PlacementPolicy.SPREAD);
        return new RunningVm(
                ours == null ? UUID.fromString(resident.uuid()) : ours.id,
                ours == null ? resident.name() : ours.name,
                resident.uuid(),
                ours != null,
                host,
                demand,
                ours != null && ours.apart ? ours.correlationId : null,
                stuck(seen));
    }

    /** A pool that says nothing, as while something is under way on the VM, decides when its turn comes. */
    private static @Nullable String stuck(ObservedVm vm) {
        List<String> allowed = vm.allowedOperations();
        if (allowed.isEmpty() || allowed.contains(MIGRATION)) {
            return null;
        }
        return vm.toolsRunning()
                ? "its pool does not allow it to migrate now; allowed are " + String.join(", ", allowed)
                : "the tools in its guest do not report, and without them its pool does not migrate it";
    }

    /** The host a VM stays on although this operation, which moved it there, was taken back. */
    public static Optional<String> stays(Operation move) {
        return Optional.ofNullable(move.learned().get(MigrateVm.STAYS_ON));
    }

    /**
     * The operation that moves a VM to a host; serialised with whatever else is done to the VM.
     *
     * @param vm a VM of {@link #running}
     */
    public NewOperation<?> move(String pool, RunningVm vm, String toHostUuid, String toHostName) {
        Target target = new Target(VmOrders.TARGET_TYPE, vm.id(), vm.name());
        if (vm.ours()) {
            return NewOperation.of(migrateVm, new Migration(vm.id(), vm.name(), pool, toHostUuid), target);
        }
        StrangerMigration input =
                new StrangerMigration(vm.id(), vm.name(), pool, vm.hostUuid(), toHostUuid, toHostName);
        return NewOperation.of(migrateStranger, input, target);
    }
}
