package org.vmc.vm.schedules;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.vm.VmWeightApplied;
import org.vmc.contracts.vm.VmWeightRestored;
import org.vmc.operations.outbox.Outbox;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.schedules.VmWeights.Kept;
import org.vmc.vm.vms.RoleVm;
import org.vmc.vm.vms.VmRoster;
import org.vmc.vm.xen.XenFailure;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Gives running VMs the weight the schedules in force say, and back the one they had when none is.
 *
 * <p>Takes no input and may run at any time, in several replicas at once. The weight a VM had is written down, and
 * committed, before it is changed, and forgotten after it has been given back; whatever dies in between, the next look
 * goes on from there. A pool is asked and told with no transaction open, so two replicas may tell it different things:
 * who tells it something writes so afterwards, and what was given back is forgotten only if nothing was written since.
 * What a pool refuses or cannot answer now is tried again at the next look.
 */
@ApplicationScoped
class WeightWatch {

    /** What the hypervisor gives a VM that has no weight of its own. */
    static final String STANDARD = "256";

    private static final Logger LOG = Logger.getLogger(WeightWatch.class);

    private final ScheduleRows schedules;
    private final VmWeights weights;
    private final VmRoster roster;
    private final Inventory inventory;
    private final Pools pools;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    WeightWatch(
            ScheduleRows schedules,
            VmWeights weights,
            VmRoster roster,
            Inventory inventory,
            Pools pools,
            Outbox outbox) {
        this.schedules = schedules;
        this.weights = weights;
        this.roster = roster;
        this.inventory = inventory;
        this.pools = pools;
        this.outbox = outbox;
    }

    @Scheduled(
            every = "${vmc.schedules.watch-every:15s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        look(clock.instant());
    }

    /** Does what is due at this moment. */
    void look(Instant now) {
        Map<UUID, Kept> kept = QuarkusTransaction.requiringNew().call(weights::all).stream()
                .collect(Collectors.toMap(Kept::vm, Function.identity()));
        Map<String, Schedule> inForce = inForce(schedules.all(), now);
        if (kept.isEmpty() && inForce.isEmpty()) {
            return;
        }
        Set<UUID> gone = new HashSet<>(kept.keySet());
        for (RoleVm vm : roster.all()) {
            gone.remove(vm.id());
            try {
                look(vm, vm.role() == null ? null : inForce.get(vm.role()), kept.get(vm.id()));
            } catch (XenFailure failure) {
                LOG.debugf(failure, "The weight of %s is looked at again the next time", vm.name());
            } catch (RuntimeException failure) {
                // One VM's trouble must not keep the others from being looked at.
                LOG.warnf(failure, "The weight of %s is looked at again the next time", vm.name());
            }
        }
        gone.forEach(vm -> QuarkusTransaction.requiringNew().run(() -> weights.forget(vm)));
    }

    /** For each role the schedule in force with the highest weight; of equal ones the first by name. */
    static Map<String, Schedule> inForce(List<Schedule> schedules, Instant now) {
        Map<String, Schedule> strongest = new HashMap<>();
        schedules.stream()
                .filter(schedule -> schedule.window().contains(now))
                .sorted(Comparator.comparingInt(Schedule::weight).reversed().thenComparing(Schedule::name))
                .forEach(schedule -> strongest.putIfAbsent(schedule.role(), schedule));
        return Map.copyOf(strongest);
    }

    private void look(RoleVm vm, @Nullable Schedule wanted, @Nullable Kept kept) {
        Optional<PoolSnapshot> pool = inventory.pool(vm.pool()).filter(PoolSnapshot::reachable);
        if (pool.isEmpty()) {
            return;
        }
        if (wanted != null && isOutOfDate(pool.get(), vm, wanted, kept)) {
            running(vm).ifPresent(now -> apply(vm, wanted, now, written(vm, now)));
        }
        if (wanted == null && kept != null) {
            restore(vm, kept);
        }
    }

    /** What the inventory says; whether it is so is asked then. */
    private static boolean isOutOfDate(PoolSnapshot pool, RoleVm vm, Schedule wanted, @Nullable Kept kept) {
        boolean runs = pool.vm(vm.xenUuid())
                .filter(seen -> seen.powerState() == PowerState.RUNNING)
                .isPresent();
        boolean has = pool.vcpusWeight(vm.xenUuid()).equals(Optional.of(String.valueOf(wanted.weight())));
        return runs && !(has && kept != null && says(kept, wanted));
    }

    private static boolean says(Kept kept, Schedule wanted) {
        return Integer.valueOf(wanted.weight()).equals(kept.weight())
                && wanted.name().equals(kept.schedule());
    }

    /** Writes down what a running VM has now, unless that was done before. */
    private Kept written(RoleVm vm, XenVm now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (weights.hold(vm.id()).isEmpty()) {
                weights.keep(vm.id(), now.vcpusWeight());
            }
            return weights.of(vm.id()).orElseThrow();
        });
    }

    private void apply(RoleVm vm, Schedule wanted, XenVm now, Kept kept) {
        String weight = String.valueOf(wanted.weight());
        if (!now.vcpusWeight().equals(Optional.of(weight))) {
            pools.connection(vm.pool()).vms().setVcpusParamLive(now.ref(), XenVm.VCPUS_WEIGHT, weight);
        }
        QuarkusTransaction.requiringNew().run(() -> {
            Optional<Kept> meanwhile = weights.hold(vm.id());
            if (meanwhile.isEmpty()) {
                // Another replica gave the weight back, perhaps before it was set here: it is to be given back again.
                weights.keep(vm.id(), Optional.ofNullable(kept.former()));
            }
            weights.applied(vm.id(), wanted.weight(), wanted.name());
            if (meanwhile.filter(row -> says(row, wanted)).isEmpty()) {
                outbox.publish(
                        new VmWeightApplied(vm.id(), vm.name(), wanted.weight(), wanted.name(), wanted.role()),
                        null,
                        null);
            }
        });
    }

    private void restore(RoleVm vm, Kept kept) {
        String former = kept.former();
        XenVms there = pools.connection(vm.pool()).vms();
        Optional<XenVm> now = there.byUuid(vm.xenUuid());
        if (now.isPresent() && !giveBack(there, now.get(), former)) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            // Whoever has set a weight since wrote so: then there is something to give back again.
            if (!weights.hold(vm.id()).equals(Optional.of(kept))) {
                return;
            }
            weights.forget(vm.id());
            if (now.isPresent() && kept.weight() != null) {
                outbox.publish(new VmWeightRestored(vm.id(), vm.name(), number(former)), null, null);
            }
        });
    }

    private Optional<XenVm> running(RoleVm vm) {
        return pools.connection(vm.pool()).vms().byUuid(vm.xenUuid()).filter(XenVm::running);
    }

    /** False when the VM is in a state in which that is not possible: it is paused. */
    private static boolean giveBack(XenVms there, XenVm vm, @Nullable String former) {
        boolean offTheHost = vm.halted() || PowerState.of(vm.powerState()) == PowerState.SUSPENDED;
        if (!vm.running() && !offTheHost) {
            return false;
        }
        if (vm.running()) {
            there.setVcpusParamLive(vm.ref(), XenVm.VCPUS_WEIGHT, former == null ? STANDARD : former);
        }
        if (former == null || offTheHost) {
            Map<String, String> params = new HashMap<>(vm.vcpusParams());
            params.remove(XenVm.VCPUS_WEIGHT);
            if (former != null) {
                params.put(XenVm.VCPUS_WEIGHT, former);
            }
            there.setVcpusParams(vm.ref(), params);
        }
        return true;
    }

    private static @Nullable Long number(@Nullable String weight) {
        return weight != null && weight.matches("[0-9]{1,9}") ? Long.valueOf(weight) : null;
    }
}
