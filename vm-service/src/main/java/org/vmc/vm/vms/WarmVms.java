package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.contracts.vm.VmHandedOver;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;

/**
 * VMs made ahead, and how a creation takes one over: it becomes the VM that was asked for, and the row it had until
 * then ends.
 *
 * <p>Who may have one is decided in its row, by one transaction at a time for each pool. A creation that dies finds
 * again what it has taken; one that fails gives it back, or, once it has made it its own, destroys it.
 */
@ApplicationScoped
public class WarmVms {

    /** To whom they belong while nobody has taken them. */
    public static final String OWNER = "warm-pool";

    private static final int ID_DIGITS = 12;

    private final Vms vms;
    private final VmOrders orders;
    private final UnderWay underWay;
    private final Templates templates;
    private final Inventory inventory;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    WarmVms(Vms vms, VmOrders orders, UnderWay underWay, Templates templates, Inventory inventory, Outbox outbox) {
        this.vms = vms;
        this.orders = orders;
        this.underWay = underWay;
        this.templates = templates;
        this.inventory = inventory;
        this.outbox = outbox;
    }

    /**
     * One that nobody has taken.
     *
     * @param templateUuid the template it was cloned from
     * @param made whether its creation is over
     * @param ready whether it can be handed over now
     * @param stopped whether it does not run, although it was made: it is halted, paused, suspended or gone, or never
     *     came to run
     */
    public record WarmVm(
            UUID id,
            String pool,
            String template,
            String type,
            String templateUuid,
            Instant createdAt,
            boolean made,
            boolean ready,
            boolean stopped) {}

    /** All that nobody has taken, the oldest first. */
    public List<WarmVm> all() {
        return vms.read(vms::warm).stream()
                .filter(vm -> vm.warmTakenBy == null)
                .map(this::seen)
                .toList();
    }

    private WarmVm seen(Vm vm) {
        // One whose creation failed and could not be taken back has a row, and is of no use.
        boolean changing = underWay.on(vm.id);
        boolean made = vm.readyAt != null || !changing;
        boolean stopped = vm.readyAt == null || vm.powerState != PowerState.RUNNING;
        return new WarmVm(
                vm.id,
                vm.pool,
                vm.template,
                vm.type,
                String.valueOf(vm.warmOf),
                vm.createdAt,
                made,
                present(vm).isPresent() && !changing,
                made && stopped);
    }

    /** Whether the making of one for this template and type has failed within this time. */
    public boolean failedWithin(String pool, String template, String type, Duration time) {
        Instant since = clock.instant().minus(time);
        return vms.read(() -> vms.failedWarm(pool, template, type, since)) > 0;
    }

    /** Says how to make one; called inside the accepting transaction. */
    public NewOperation<?> make(String pool, String template, String templateUuid, Flavour flavour) {
        String id = TimeOrderedIds.next().toString();
        String name = "warm-" + id.substring(id.length() - ID_DIGITS);
        VmOrder order =
                new VmOrder(List.of(name), pool, template, flavour, null, null, false, List.of(), null, Making.PLAIN);
        return orders.makeAhead(order, OWNER, templateUuid);
    }

    /**
     * Takes it away from everybody and says how to delete it; empty when somebody was faster, or it is being changed.
     */
    public Optional<NewOperation<?>> retire(UUID id) {
        Optional<Vm> vm = vms.live(id);
        vm.ifPresent(found -> {
            vms.holdPlacement(found.pool);
            vms.change(id, row -> {
                if (isFree(row)) {
                    row.warmTakenBy = id;
                }
            });
        });
        return vm.filter(row -> row.live() && id.equals(row.warmTakenBy)).map(orders::deletion);
    }

    /**
     * Those whose deletion was begun and has not succeeded, in pools that answer: says how to delete them again.
     *
     * @param triedBefore only those whose last deletion had ended by then
     */
    public List<NewOperation<?>> retiredStill(Instant triedBefore) {
        return vms.warm().stream()
                .filter(vm -> vm.id.equals(vm.warmTakenBy) && !underWay.on(vm.id))
                .filter(vm -> !underWay.ended(DeleteVm.NAME, vm.id, triedBefore))
                .filter(vm ->
                        inventory.pool(vm.pool).filter(PoolSnapshot::reachable).isPresent())
                .<NewOperation<?>>map(orders::deletion)
                .toList();
    }

    /** Takes one that is as the plan wants it, unless the VM has a place already; the same again when asked again. */
    Optional<Vm> claim(VmPlan plan) {
        return QuarkusTransaction.requiringNew().call(() -> {
            vms.holdPlacement(plan.pool());
            Optional<Vm> before = vms.warmTakenBy(plan.vmId());
            Vm asking = vms.existing(plan.vmId());
            if (before.isPresent() || asking.reservesMemory || asking.warmOf != null) {
                return before;
            }
            Optional<Vm> chosen = vms.freeWarm(plan.pool(), plan.template(), plan.vcpus(), plan.memoryMib()).stream()
                    .filter(vm -> isCurrent(vm) && !underWay.on(vm.id))
                    .filter(vm -> host(vm).filter(host -> allows(plan, host)).isPresent())
                    .filter(vm -> !plan.apart() || members(asking, vm) == 0)
                    .min(Comparator.comparingLong(vm -> plan.spread() ? members(asking, vm) : 0));
            return chosen.filter(vm -> take(vm, plan));
        });
    }

    /** Under its lock: it may have been deleted since it was found. */
    private boolean take(Vm vm, VmPlan plan) {
        Optional<ObservedHost> host = host(vm);
        vms.change(vm.id, row -> {
            if (isFree(row) && host.isPresent()) {
                row.warmTakenBy = plan.vmId();
            }
        });
        if (!plan.vmId().equals(vm.warmTakenBy)) {
            return false;
        }
        vms.change(plan.vmId(), row -> {
            row.hostUuid = host.orElseThrow().uuid();
            row.hostName = host.orElseThrow().name();
        });
        return true;
    }

    private boolean isFree(Vm row) {
        return row.live() && row.warmTakenBy == null && !underWay.on(row.id);
    }

    /** Whether the template of this name is still the one it was cloned from. */
    private boolean isCurrent(Vm vm) {
        return templates
                .named(vm.pool, vm.template)
                .filter(template -> template.uuid().equals(vm.warmOf))
                .isPresent();
    }

    /** Whether somebody has begun a change of it under its own id, such as its deletion. */
    boolean isBeingChanged(Vm warm) {
        return underWay.on(warm.id);
    }

    /** What the creation has taken and not yet made its own. */
    Optional<Vm> takenFor(VmPlan plan) {
        return vms.read(() -> vms.warmTakenBy(plan.vmId()));
    }

    /** Gives back what was taken; part of the caller's transaction. */
    void giveBack(VmPlan plan) {
        vms.warmTakenBy(plan.vmId()).ifPresent(vm -> vms.change(vm.id, row -> row.warmTakenBy = null));
    }

    /** What was taken turned out to be of no use: it is to be deleted. */
    void discard(Vm warm) {
        vms.change(warm.id, row -> row.warmTakenBy = warm.id);
    }

    /** The VM in the pool becomes the one asked for. Its notes and name follow; until then its row finds it. */
    StepOutcome handOver(StepContext<VmPlan> context, Vm warm) {
        String uuid = String.valueOf(warm.xenUuid);
        VmPlan plan = context.input();
        return StepOutcome.done().learned(Copying.UUID_KEY, uuid).committing(() -> {
            vms.change(warm.id, row -> {
                row.delete(clock.instant());
                // Whatever was asked of it under its former id must not reach what it is now.
                row.xenUuid = null;
            });
            vms.change(plan.vmId(), row -> row.xenUuid = uuid);
            outbox.publish(
                    new VmHandedOver(warm.id, warm.name, plan.vmId(), plan.name()),
                    context.origin().correlationId(),
                    context.operationId());
        });
    }

    /** Where it can be taken over now; empty when it cannot. */
    private Optional<ObservedHost> host(Vm vm) {
        return present(vm)
                .flatMap(there -> Optional.ofNullable(there.host()))
                .filter(host -> host.live() && host.enabled() && !host.maintenance());
    }

    private Optional<ObservedVm> present(Vm vm) {
        String uuid = vm.xenUuid;
        return uuid == null || vm.readyAt == null
                ? Optional.empty()
                : inventory.vm(vm.pool, uuid).filter(ObservedVm::ready);
    }

    private static boolean allows(VmPlan plan, ObservedHost host) {
        List<String> names = List.of(host.uuid(), host.name(), host.address());
        return plan.avoidHosts().stream().noneMatch(names::contains)
                && (plan.onlyHost() == null || names.contains(plan.onlyHost()));
    }

    /** VMs of the same request on the host of this one. */
    private long members(Vm asking, Vm warm) {
        String host = host(warm).map(ObservedHost::uuid).orElse("");
        return vms.ofRequest(asking.correlationId).stream()
                .filter(vm -> !vm.id.equals(asking.id) && host.equals(vm.hostUuid))
                .count();
    }
}
