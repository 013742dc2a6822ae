package org.vmc.vm.ledger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.vmc.contracts.storage.RepositoryLevel;
import org.vmc.contracts.storage.RepositoryLevelChanged;
import org.vmc.operations.outbox.Outbox;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenStorage;

/**
 * Publishes {@code storage.repository.level-changed} when the level of an SR is another than the one announced last,
 * for better or worse.
 *
 * <p>Takes no input and may run at any time, in several replicas at once: the row holds the others back, and changes
 * with the fact.
 */
@ApplicationScoped
class LevelWatch {

    private static final Logger LOG = Logger.getLogger(LevelWatch.class);

    private final Inventory inventory;
    private final Ledger ledger;
    private final SrAlarms alarms;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    LevelWatch(Inventory inventory, Ledger ledger, SrAlarms alarms, Outbox outbox) {
        this.inventory = inventory;
        this.ledger = ledger;
        this.alarms = alarms;
        this.outbox = outbox;
    }

    @Scheduled(
            every = "${vmc.ledger.watch-every:30s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void watch() {
        inventory.pools().stream().filter(PoolSnapshot::reachable).forEach(this::watch);
    }

    private void watch(PoolSnapshot pool) {
        List<XenStorage> judged =
                pool.storage().stream().filter(XenStorage::holdsDisks).toList();
        judged.forEach(storage -> QuarkusTransaction.requiringNew().run(() -> compare(pool.name(), storage)));
        List<String> present = judged.stream().map(XenStorage::uuid).toList();
        QuarkusTransaction.requiringNew().run(() -> alarms.keepOnly(pool.name(), present));
    }

    private void compare(String pool, XenStorage storage) {
        Instant now = clock.instant();
        Judgement judgement = ledger.judge(storage);
        Level before = alarms.hold(pool, storage.uuid(), now);
        if (before == judgement.level()) {
            return;
        }
        alarms.announced(pool, storage.uuid(), judgement.level(), now);
        outbox.publish(fact(pool, storage, before, judgement), null, null);
        LOG.infof(
                "SR %s of pool %s went from %s to %s: %s",
                storage.name(), pool, before, judgement.level(), judgement.reason());
    }

    private static RepositoryLevelChanged fact(String pool, XenStorage storage, Level before, Judgement judgement) {
        return new RepositoryLevelChanged(
                UUID.fromString(storage.uuid()),
                storage.name(),
                pool,
                published(before),
                published(judgement.level()),
                storage.physicalSizeBytes(),
                storage.physicalUtilisationBytes(),
                storage.virtualAllocationBytes(),
                judgement.reason());
    }

    private static RepositoryLevel published(Level level) {
        return switch (level) {
            case OK -> RepositoryLevel.OK;
            case WARNING -> RepositoryLevel.WARNING;
            case STOP -> RepositoryLevel.STOP;
        };
    }
}
