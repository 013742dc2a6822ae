package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.leases.Lease;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.Placement;
import org.vmc.vm.quotas.Amounts;

/**
 * Turns orders and releases into rows and operations. Every method runs inside the accepting transaction, so that rows
 * and operations are accepted together or not at all.
 */
@ApplicationScoped
public class VmOrders {

    static final String TARGET_TYPE = "vm";

    private final CreateVm createVm;
    private final DeleteVm deleteVm;
    private final Hosting hosting;
    private final TeamUse use;
    private final Vms vms;
    private final Clock clock = Clock.systemUTC();

    VmOrders(CreateVm createVm, DeleteVm deleteVm, Hosting hosting, TeamUse use, Vms vms) {
        this.createVm = createVm;
        this.deleteVm = deleteVm;
        this.hosting = hosting;
        this.use = use;
        this.vms = vms;
    }

    /**
     * Takes the names and says what to do.
     *
     * @param correlationId the request they are made for
     * @throws ProblemException 409 naming the names that are taken, or what the quota of the team does not allow
     */
    public List<NewOperation<?>> create(VmOrder order, String owner, String team, UUID correlationId) {
        List<Vm> taken = vms.liveNamed(order.names());
        if (!taken.isEmpty()) {
            throw taken(taken.stream().map(vm -> vm.name).toList());
        }
        int count = order.names().size();
        use.require(
                team,
                new Amounts(
                        count,
                        count * order.flavour().vcpus(),
                        count * order.flavour().memoryMib(),
                        0));
        List<NewOperation<?>> operations = new ArrayList<>();
        Instant now = clock.instant();
        try {
            for (String name : order.names()) {
                Vm vm = row(order, name, owner, team, correlationId, now);
                vms.persist(vm);
                operations.add(NewOperation.of(createVm, plan(order, vm), target(vm)));
            }
            vms.flush();
        } catch (ConstraintViolationException sameMoment) {
            throw taken(order.names());
        }
        return List.copyOf(operations);
    }

    /** Where the VMs of an order would go now, one after the other. */
    List<Placement> preview(VmOrder order) {
        Demand demand = Hosting.demand(
                        order.flavour().memoryMib(),
                        order.flavour().vcpus(),
                        order.spread(),
                        order.avoidHosts(),
                        order.onlyHost())
                .with(order.profile())
                .with(order.placement())
                .apart(order.apart());
        return hosting.preview(
                order.pool(),
                order.template(),
                TimeOrderedIds.next(),
                order.names().stream().map(name -> demand).toList());
    }

    /**
     * Says how to delete every VM that was made for this request, also those whose creation still runs; empty when
     * there is none. From here on they count as released: {@link ReleaseSweep} sees to it that they go.
     */
    public Optional<Release> release(UUID correlationId) {
        List<Vm> made = vms.ofRequest(correlationId);
        if (made.isEmpty()) {
            return Optional.empty();
        }
        List<NewOperation<?>> deletions = new ArrayList<>();
        Instant now = clock.instant();
        made.forEach(vm -> {
            vms.change(vm.id, row -> row.releasedAt = now);
            deletions.add(deletion(vm));
        });
        return Optional.of(new Release(made.getFirst().owner, made.getFirst().team, deletions));
    }

    /**
     * VMs of one request that are no longer needed.
     *
     * @param owner to whom they belong, with the team
     * @param deletions one for each
     */
    public record Release(String owner, String team, List<NewOperation<?>> deletions) {}

    /** Whether operations of this kind create a VM. */
    public static boolean isCreation(String kind) {
        return kind.equals(CreateVm.NAME);
    }

    NewOperation<VmAction> deletion(Vm vm) {
        return NewOperation.of(deleteVm, VmAction.on(vm, true), target(vm));
    }

    static Target target(Vm vm) {
        return new Target(TARGET_TYPE, vm.id, vm.name);
    }

    private static ProblemException taken(List<String> names) {
        return ProblemException.nameTaken("vm", names.stream().collect(Collectors.joining(", ")));
    }

    private static Vm row(VmOrder order, String name, String owner, String team, UUID correlationId, Instant now) {
        Vm vm = new Vm();
        vm.id = TimeOrderedIds.next();
        vm.name = name;
        vm.pool = order.pool();
        vm.type = order.flavour().name();
        vm.role = order.role() == null ? null : order.role().name();
        vm.template = order.template();
        vm.vcpus = order.flavour().vcpus();
        vm.memoryMib = order.flavour().memoryMib();
        vm.apart = order.apart();
        vm.owner = owner;
        vm.team = team;
        vm.correlationId = correlationId;
        vm.createdAt = now;
        vm.lease(until(order.lease(), now), now);
        return vm;
    }

    private static @Nullable Instant until(@Nullable Lease lease, Instant from) {
        return lease == null ? null : from.plus(lease.duration());
    }

    private static VmPlan plan(VmOrder order, Vm vm) {
        return new VmPlan(
                vm.id,
                vm.name,
                vm.pool,
                vm.template,
                vm.vcpus,
                vm.memoryMib,
                order.spread(),
                order.avoidHosts(),
                order.profile(),
                order.onlyHost(),
                order.apart(),
                order.placement());
    }
}
