package org.vmc.vm.pools;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.XenPool;

/** The connections to the configured pools. Each pool is heard from the moment the service starts. */
@Startup
@ApplicationScoped
public class Pools {

    private final Map<String, XenPool> connections = new LinkedHashMap<>();
    private final List<EventLoop> loops = new ArrayList<>();

    Pools(XenConfig config, Inventory inventory, Coordination coordination) {
        for (XenConfig.PoolConfig pool : config.pools()) {
            XenPool connection = new XenPool(Endpoints.of(pool));
            if (connections.put(pool.name(), connection) != null) {
                throw new IllegalArgumentException("Two pools are named " + pool.name() + " in vmc.xen.pools");
            }
            inventory.expect(pool.name());
            connection.knowHosts(coordination.addresses(pool));
            EventLoop loop = new EventLoop(pool, connection, inventory, snapshot -> {
                connection.knowHosts(coordination.heard(pool, snapshot));
            });
            loops.add(loop);
            Thread.ofVirtual().name("events-" + pool.name()).start(loop);
        }
    }

    /**
     * The connection to this pool.
     *
     * @throws ProblemException 404 when the configuration has no such pool
     */
    public XenPool connection(String name) {
        return Optional.ofNullable(connections.get(name)).orElseThrow(() -> ProblemException.notFound("pool", name));
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(EventLoop::stop);
        connections.values().forEach(XenPool::close);
    }
}
