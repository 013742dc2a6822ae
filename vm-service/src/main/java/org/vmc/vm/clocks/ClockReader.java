package org.vmc.vm.clocks;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.ClockReading;
import org.vmc.vm.xen.XenFailure;

/** Reads the clock of a host, often enough to know it better than to a second. */
@ApplicationScoped
class ClockReader {

    private static final Logger LOG = Logger.getLogger(ClockReader.class);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Pools pools;
    private final ClocksConfig config;
    private final Clock clock = Clock.systemUTC();

    ClockReader(Pools pools, ClocksConfig config) {
        this.pools = pools;
        this.config = config;
    }

    /** Takes about a second; empty when the pool does not tell. */
    Optional<HostClock> read(String pool, ObservedHost host) throws InterruptedException {
        int count = Math.max(1, config.readings());
        List<ClockReading> readings = new ArrayList<>();
        try {
            for (int number = 0; number < count; number++) {
                if (number > 0) {
                    TimeUnit.NANOSECONDS.sleep(SECOND.toNanos() / count);
                }
                readings.add(pools.connection(pool).clockOf(host.ref()));
            }
        } catch (XenFailure silent) {
            LOG.debugf(silent, "The clock of host %s in pool %s cannot be read", host.name(), pool);
            return Optional.empty();
        }
        return Optional.of(new HostClock(pool, host.uuid(), host.name(), ClockOffset.of(readings), clock.instant()));
    }
}
