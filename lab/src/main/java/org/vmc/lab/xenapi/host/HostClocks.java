package org.vmc.lab.xenapi.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.xenapi.model.Ref;

/** What time it is on each host. Thread-safe. */
public final class HostClocks {

    private final InstantSource clock;
    private final Map<Ref, Duration> skews = new ConcurrentHashMap<>();

    public HostClocks(InstantSource clock) {
        this.clock = clock;
    }

    /** The time a host believes it is. */
    public Instant at(Ref host) {
        return clock.instant().plus(skews.getOrDefault(host, Duration.ZERO));
    }

    /** Sets a host's clock ahead, or behind when negative. */
    public void skew(Ref host, Duration ahead) {
        skews.put(host, ahead);
    }
}
