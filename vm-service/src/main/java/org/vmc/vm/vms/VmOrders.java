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
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.approvals.ApprovalPolicy;
import org.vmc.vm.approvals.Approvals;
import org.vmc.vm.approvals.Need;
import org.vmc.vm.approvals.Wish;
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
    private final ApprovalPolicy policy;
    private final Approvals approvals;
    private final Vms vms;
    private final Clock clock = Clock.systemUTC();

    VmOrders(
            CreateVm createVm,
            DeleteVm deleteVm,
            Hosting hosting,
            TeamUse use,
            ApprovalPolicy policy,
            Approvals approvals,
            Vms vms) {
        this.createVm = createVm;
        this.deleteVm = deleteVm;
        this.hosting = hosting;
        this.use = use;
        this.policy = policy;
        this.approvals = approvals;
        this.vms = vms;
    }

    /**
     * Takes the names and says what to do.
     *
     * @param correlationId the request they are made for
     * @throws ProblemException 409 naming the names that are taken, or what the quota of the team does not allow
     */
    public List<NewOperation<?>> create(VmOrder order, String owner, String team, UUID correlationId) {
        requireFree(order);
        use.require(team, amounts(order));
        return create(order, owner, team, correlationId, null);
    }

    /**
     * As {@link #create(VmOrder, String, String, UUID)}, for a user: what the policy lets nobody have without an
     * approval waits for one. Names and quota are taken at once, so that what is approved can be had.
     */
    List<NewOperation<?>> create(VmOrder order, Caller caller, UUID correlationId) {
        requireFree(order);
        Amounts amounts = amounts(order);
        Optional<ProblemException> overQuota = use.refusal(caller.team(), amounts);
        Optional<Need> need = policy.need(caller, wish(order, amounts, overQuota));
        if (overQuota.isPresent() && need.isEmpty()) {
            throw overQuota.get();
        }
        AwaitedApproval approval = need.map(needed -> new AwaitedApproval(
                        approvals.request(needed, caller, correlationId, summary(order, amounts)),
                        needed.by(),
                        String.join("; ", needed.reasons())))
                .orElse(null);
        return create(order, caller.user(), caller.team(), correlationId, approval);
    }

    private void requireFree(VmOrder order) {
        List<Vm> taken = vms.liveNamed(order.names());
        if (!taken.isEmpty()) {
            throw taken(taken.stream().map(vm -> vm.name).toList());
        }
    }

    private static Amounts amounts(VmOrder order) {
        int count = order.names().size();
        return new Amounts(
                count, count * order.flavour().vcpus(), count * order.flavour().memoryMib(), 0);
    }

    private static Wish wish(VmOrder order, Amounts amounts, Optional<ProblemException> overQuota) {
        Lease lease = order.lease();
        return new Wish(
                amounts.vms(),
                amounts.vcpus(),
                amounts.memoryMib(),
                lease == null ? null : lease.duration(),
                overQuota.map(ProblemException::detail).orElse(null));
    }

    private static String summary(VmOrder order, Amounts amounts) {
        String names = order.names().size() == 1
                ? order.names().getFirst()
                : "%s to %s".formatted(order.names().getFirst(), order.names().getLast());
        return "Create %s: %d x %s from %s, %d VCPUs and %d MiB together"
                .formatted(
                        names,
                        amounts.vms(),
                        order.flavour().name(),
                        order.template(),
                        amounts.vcpus(),
                        amounts.memoryMib());
    }

    private List<NewOperation<?>> create(
            VmOrder order, String owner, String team, UUID correlationId, @Nullable AwaitedApproval approval) {
        List<NewOperation<?>> operations = new ArrayList<>();
        Instant now = clock.instant();
        try {
            for (String name : order.names()) {
                Vm vm = row(order, name, owner, team, correlationId, now);
                vms.persist(vm);
                operations.add(NewOperation.of(createVm, plan(order, vm, approval), target(vm)));
            }
            vms.flush();
        } catch (ConstraintViolationException sameMoment) {
            throw taken(order.names());
        }
        return List.copyOf(operations);
    }

    /** Says how to make a VM ahead, for nobody yet; no quota counts it. */
    NewOperation<?> makeAhead(VmOrder order, String owner, String templateUuid) {
        UUID id = TimeOrderedIds.next();
        Vm vm = row(order, order.names().getFirst(), owner, "", id, clock.instant());
        vm.warmOf = templateUuid;
        vms.persist(vm);
        return NewOperation.of(createVm, plan(order, vm, null), target(vm));
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
        vm.probe = order.making().probe();
        vm.checksDisks = order.making().checksDisks();
        vm.lease(until(order.lease(), now), now);
        return vm;
    }

    private static @Nullable Instant until(@Nullable Lease lease, Instant from) {
        return lease == null ? null : from.plus(lease.duration());
    }

    private static VmPlan plan(VmOrder order, Vm vm, @Nullable AwaitedApproval approval) {
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
                order.placement(),
                approval,
                order.making());
    }
}
