package org.vmc.vm.clocks;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.vmc.contracts.host.HostClockCorrected;
import org.vmc.contracts.host.HostClockSkewed;
import org.vmc.operations.outbox.Outbox;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;

/**
 * Compares the clocks of the hosts with ours, and publishes {@code host.clock-skewed} when one is certainly further off
 * than tolerated and {@code host.clock-corrected} when it is certainly not any more.
 *
 * <p>Takes no input and may run at any time, in several replicas at once: the row holds the others back, and changes
 * with the fact.
 */
@ApplicationScoped
class ClockWatch {

    private static final Logger LOG = Logger.getLogger(ClockWatch.class);

    private final Inventory inventory;
    private final ClockReader reader;
    private final ClockAlarms alarms;
    private final ClocksConfig config;
    private final Outbox outbox;
    private final Map<String, List<HostClock>> measured = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    ClockWatch(Inventory inventory, ClockReader reader, ClockAlarms alarms, ClocksConfig config, Outbox outbox) {
        this.inventory = inventory;
        this.reader = reader;
        this.alarms = alarms;
        this.config = config;
        this.outbox = outbox;
    }

    @Scheduled(
            every = "${vmc.clocks.watch-every:1m}",
            delayed = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        inventory.pools().stream().filter(PoolSnapshot::reachable).forEach(this::look);
    }

    /** As they were last measured, ordered by pool and host. */
    List<HostClock> measured() {
        return measured.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(HostClock::pool).thenComparing(HostClock::host))
                .toList();
    }

    private void look(PoolSnapshot pool) {
        List<ObservedHost> live =
                pool.hosts().stream().filter(ObservedHost::live).toList();
        List<HostClock> clocks = measure(pool.name(), live);
        measured.put(pool.name(), clocks);
        clocks.forEach(found -> QuarkusTransaction.requiringNew().run(() -> compare(found)));
        List<String> present = pool.hosts().stream().map(ObservedHost::uuid).toList();
        QuarkusTransaction.requiringNew().run(() -> alarms.keepOnly(pool.name(), present));
    }

    /** All at once: each takes a second. */
    private List<HostClock> measure(String pool, List<ObservedHost> hosts) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<HostClock>>> asked = hosts.stream()
                    .map(host -> threads.submit(() -> reader.read(pool, host)))
                    .toList();
            threads.close();
            return asked.stream()
                    .map(Future::resultNow)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private void compare(HostClock found) {
        Instant now = clock.instant();
        long tolerated = config.tolerated().toMillis();
        boolean before = alarms.hold(found.pool(), found.hostUuid(), now);
        ClockOffset offset = found.offset();
        UUID host = UUID.fromString(found.hostUuid());
        if (!before && offset.leastMillis() > tolerated) {
            alarms.announced(found.pool(), found.hostUuid(), true, now);
            outbox.publish(
                    new HostClockSkewed(
                            host,
                            found.host(),
                            found.pool(),
                            offset.middleMillis(),
                            offset.uncertaintyMillis(),
                            tolerated),
                    null,
                    null);
            LOG.warnf(
                    "Clock of host %s in pool %s is %d ms ahead of ours",
                    found.host(), found.pool(), offset.middleMillis());
        } else if (before && offset.mostMillis() <= tolerated) {
            alarms.announced(found.pool(), found.hostUuid(), false, now);
            outbox.publish(
                    new HostClockCorrected(
                            host,
                            found.host(),
                            found.pool(),
                            offset.middleMillis(),
                            offset.uncertaintyMillis(),
                            tolerated),
                    null,
                    null);
        }
    }
}
