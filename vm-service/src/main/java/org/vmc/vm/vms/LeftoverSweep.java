package org.vmc.vm.vms;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.vmc.operations.engine.Operations;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenFailure;
import org.vmc.vm.xen.XenPool;
import org.vmc.vm.xen.XenVdi;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Removes clones and disks that landed after their operation had looked for them and ended: the pool had begun to make
 * them when the reply was lost. Such a clone has never run, such a disk is connected to nothing, and both bear the
 * operation's name. Those of operations that are not ours are left alone: other installations use the same pools.
 *
 * <p>Takes no input and may run at any time, in several replicas at once.
 */
@ApplicationScoped
class LeftoverSweep {

    private static final Logger LOG = Logger.getLogger(LeftoverSweep.class);

    private final Inventory inventory;
    private final Operations operations;
    private final Pools pools;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    LeftoverSweep(Inventory inventory, Operations operations, Pools pools, VmsConfig config) {
        this.inventory = inventory;
        this.operations = operations;
        this.pools = pools;
        this.config = config;
    }

    @Scheduled(
            every = "${vmc.vms.sweep-every:5m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        for (PoolSnapshot pool : inventory.pools()) {
            if (!pool.reachable()) {
                continue;
            }
            pool.unfinishedClones().stream()
                    .filter(clone -> isLeftBehind(CreationMark.operation(clone)))
                    .forEach(this::remove);
            pool.unfinishedDisks().stream()
                    .filter(disk -> isLeftBehind(CreationMark.operation(disk.name())))
                    .forEach(disk -> remove(pool.name(), disk));
        }
    }

    private boolean isLeftBehind(Optional<UUID> maker) {
        Instant longAgo = clock.instant().minus(config.sweepAfter());
        return maker.flatMap(operations::find)
                .filter(operation -> operation.state().isEnded())
                .flatMap(operation -> Optional.ofNullable(operation.finishedAt()))
                .filter(longAgo::isAfter)
                .isPresent();
    }

    private void remove(ObservedVm clone) {
        XenVms vms = pools.connection(clone.pool()).vms();
        try {
            // Reality again: the inventory may be behind.
            Optional<XenVm> there = vms.byUuid(clone.uuid())
                    .filter(vm -> vm.halted() && vm.name().equals(clone.name()));
            there.ifPresent(vm -> {
                vms.ownDisks(vm.ref()).forEach(vms::destroyDisk);
                vms.destroy(vm.ref());
                LOG.infof(
                        "Removed clone %s in pool %s: its operation has ended without it", clone.name(), clone.pool());
            });
        } catch (XenFailure failure) {
            LOG.warnf(failure, "Clone %s in pool %s is left behind; trying again later", clone.name(), clone.pool());
        }
    }

    private void remove(String pool, XenVdi disk) {
        XenPool connection = pools.connection(pool);
        try {
            boolean there = connection
                    .disks()
                    .byUuid(disk.uuid())
                    .filter(now ->
                            now.name().equals(disk.name()) && now.connections().isEmpty())
                    .isPresent();
            if (there) {
                connection.vms().destroyDisk(disk.vdi());
                LOG.infof("Removed disk %s in pool %s: its operation has ended without it", disk.name(), pool);
            }
        } catch (XenFailure failure) {
            LOG.warnf(failure, "Disk %s in pool %s is left behind; trying again later", disk.name(), pool);
        }
    }
}
