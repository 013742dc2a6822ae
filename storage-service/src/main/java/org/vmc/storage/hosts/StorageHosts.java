package org.vmc.storage.hosts;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterConfig;
import org.vmc.storage.gluster.HostReport;

/** The hosts' reports, asked again when they are older than a moment; many requests at once ask once. */
@ApplicationScoped
public class StorageHosts {

    /** All reports of one look. */
    public record Look(List<HostReport> reports, Instant observedAt) {
        public Look {
            reports = List.copyOf(reports);
        }
    }

    private final BrickHosts hosts;
    private final Duration freshFor;
    private final Clock clock = Clock.systemUTC();
    private @Nullable Look last;

    StorageHosts(BrickHosts hosts, GlusterConfig config) {
        this.hosts = hosts;
        this.freshFor = config.freshFor();
    }

    /** A look at all configured hosts, a moment old at most. Takes as long as the slowest host, within its limit. */
    public synchronized Look look() {
        var known = last;
        if (known != null && known.observedAt().plus(freshFor).isAfter(clock.instant())) {
            return known;
        }
        var look = new Look(hosts.reports(), clock.instant());
        last = look;
        return look;
    }

    /** Configured names. */
    public List<String> names() {
        return hosts.names();
    }
}
