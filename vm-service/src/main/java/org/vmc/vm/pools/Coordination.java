package org.vmc.vm.pools;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.vmc.contracts.host.CoordinatorChanged;
import org.vmc.operations.outbox.Outbox;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.pools.SeenPools.SeenPool;

/**
 * Remembers who coordinates each pool and which hosts it has, and publishes {@code host.coordinator-changed} when that
 * is another than the one remembered. Several replicas hear the same pool; its row lets one of them publish.
 */
@ApplicationScoped
class Coordination {

    private static final Logger LOG = Logger.getLogger(Coordination.class);

    private final SeenPools pools;
    private final Outbox outbox;
    private final Map<String, SeenPool> recorded = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    Coordination(SeenPools pools, Outbox outbox) {
        this.pools = pools;
        this.outbox = outbox;
    }

    /** Where hosts of the pool may answer: those configured, and those seen before this service started. */
    List<String> addresses(XenConfig.PoolConfig pool) {
        Optional<SeenPool> seen = QuarkusTransaction.joiningExisting().call(() -> pools.find(pool.name()));
        return addresses(pool, seen.map(SeenPool::addresses).orElse(List.of()));
    }

    /** The pool looks like this now. Answers where its hosts may answer. */
    List<String> heard(XenConfig.PoolConfig pool, PoolSnapshot snapshot) {
        Optional<UUID> id = snapshot.uuid();
        Optional<ObservedHost> coordinator = snapshot.coordinator();
        List<String> addresses =
                snapshot.hosts().stream().map(ObservedHost::address).toList();
        if (id.isEmpty() || coordinator.isEmpty()) {
            return addresses(pool, addresses);
        }
        SeenPool now = new SeenPool(coordinator.get().uuid(), coordinator.get().name(), addresses);
        if (!now.equals(recorded.get(pool.name()))) {
            QuarkusTransaction.requiringNew().run(() -> record(pool.name(), id.get(), now));
            recorded.put(pool.name(), now);
        }
        return addresses(pool, addresses);
    }

    private void record(String pool, UUID id, SeenPool now) {
        Optional<SeenPool> before = pools.hold(pool);
        pools.put(pool, now, clock.instant());
        if (before.isPresent() && !before.get().coordinatorUuid().equals(now.coordinatorUuid())) {
            String previous = before.get().coordinatorName();
            outbox.publish(new CoordinatorChanged(id, pool, previous, now.coordinatorName()), null, null);
            LOG.infof("%s coordinates pool %s, after %s", now.coordinatorName(), pool, previous);
        }
    }

    private static List<String> addresses(XenConfig.PoolConfig pool, List<String> seen) {
        List<String> all = new ArrayList<>(seen);
        pool.members().ifPresent(all::addAll);
        return all;
    }
}
