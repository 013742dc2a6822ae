package org.vmc.vm.autostart;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.autostart.Hosts.Known;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenHosts;

/**
 * Runs the plan of a pool when a host of it comes up: it has booted, it is enabled again, or it is heard again. A pool
 * that comes back is its hosts coming up.
 *
 * <p>Takes no input and may run at any time, in several replicas at once. The inventory only tells where to look:
 * whether a host has come up is decided by what the pool says, compared with what was known before it was asked, and is
 * committed together with the run unless another replica was faster. Hosts of a pool that is compared for the first
 * time are taken as they are.
 */
@ApplicationScoped
class HostWatch {

    private static final Logger LOG = Logger.getLogger(HostWatch.class);

    private final Inventory inventory;
    private final Pools pools;
    private final Hosts hosts;
    private final Plans plans;
    private final Autostart autostart;
    private final Operations operations;
    private final Clock clock = Clock.systemUTC();

    HostWatch(Inventory inventory, Pools pools, Hosts hosts, Plans plans, Autostart autostart, Operations operations) {
        this.inventory = inventory;
        this.pools = pools;
        this.hosts = hosts;
        this.plans = plans;
        this.autostart = autostart;
        this.operations = operations;
    }

    @Scheduled(
            every = "${vmc.autostart.watch-every:10s}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void watch() {
        for (PoolSnapshot pool : inventory.pools()) {
            try {
                if (pool.reachable() && isOutOfDate(pool)) {
                    compare(pool);
                }
            } catch (RuntimeException failure) {
                // One pool's trouble must not keep the others from being compared.
                LOG.warnf(failure, "Hosts of pool %s are compared again the next time", pool.name());
            }
        }
    }

    private boolean isOutOfDate(PoolSnapshot pool) {
        Map<String, Known> known = QuarkusTransaction.requiringNew().call(() -> hosts.of(pool.name()));
        return pool.hosts().stream().anyMatch(host -> {
            Known before = known.get(host.uuid());
            return before == null || before.differs(host.enabled() && host.live(), pool.bootTime(host.ref()));
        });
    }

    /** The pool is asked with no transaction open: it may take its time. */
    private void compare(PoolSnapshot pool) {
        Map<String, Known> before = QuarkusTransaction.requiringNew().call(() -> hosts.of(pool.name()));
        Map<String, Known> now = new HashMap<>();
        pool.hosts().forEach(host -> now(pool.name(), host.uuid(), before.get(host.uuid()))
                .ifPresent(seen -> now.put(host.uuid(), seen)));
        QuarkusTransaction.requiringNew().run(() -> record(pool, before, now));
    }

    private void record(PoolSnapshot pool, Map<String, Known> before, Map<String, Known> now) {
        hosts.hold(pool.name());
        if (!hosts.of(pool.name()).equals(before)) {
            return;
        }
        List<Known> cameUp = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ObservedHost host : pool.hosts()) {
            Known seen = now.get(host.uuid());
            if (seen == null) {
                continue;
            }
            hosts.put(pool.name(), seen);
            if (!before.isEmpty() && seen.timesUp() > timesUp(before.get(host.uuid()))) {
                cameUp.add(seen);
                names.add(host.name());
            }
        }
        if (!cameUp.isEmpty()) {
            UUID run = plans.of(pool.name())
                    .map(plan -> submit(pool.name(), plan, String.join(", ", names) + " came up"))
                    .orElse(null);
            hosts.cameUp(pool.name(), cameUp, run, clock.instant());
        }
    }

    private static long timesUp(@Nullable Known before) {
        return before == null ? 0 : before.timesUp();
    }

    /** The host as its pool has it at this moment; empty when the pool has it no longer. */
    private Optional<Known> now(String pool, String uuid, @Nullable Known before) {
        XenHosts there = pools.connection(pool).hosts();
        return there.byUuid(uuid).map(host -> {
            boolean up = isUp(there, host);
            if (before == null) {
                return new Known(uuid, up, host.bootTime(), up ? 1 : 0);
            }
            long times = before.timesUp() + (before.cameUp(up, host.bootTime()) ? 1 : 0);
            // The boot of a host that is not up yet is still to be noticed once it is.
            return new Known(uuid, up, up ? host.bootTime() : before.bootTime(), times);
        });
    }

    private static boolean isUp(XenHosts there, XenHost host) {
        return host.enabled() && there.live(host);
    }

    private UUID submit(String pool, Plan plan, String reason) {
        Origin origin = new Origin(plan.actor(), plan.role(), plan.team(), Starter.CAUSE, TimeOrderedIds.next(), null);
        UUID run = operations
                .submit(origin, null, () -> List.of(autostart.run(pool, plan, reason)))
                .getFirst()
                .id();
        LOG.infof("Pool %s: %s; operation %s starts what its plan says", pool, reason, run);
        return run;
    }
}
