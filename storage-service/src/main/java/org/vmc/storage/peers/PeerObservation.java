package org.vmc.storage.peers;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterConfig;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.RepeatedLook;

/** Looks at the pool again and again, and notes what it sees. Takes no input and can run at any time. */
@ApplicationScoped
class PeerObservation {

    private final GlusterPool pool;
    private final Peers peers;
    private final Duration freshFor;
    private final RepeatedLook repeatedLook;

    PeerObservation(GlusterPool pool, BrickHosts hosts, Peers peers, GlusterConfig config) {
        this.pool = pool;
        this.peers = peers;
        this.freshFor = config.freshFor();
        this.repeatedLook = new RepeatedLook("pool", hosts, this::note);
    }

    @Scheduled(
            every = "${vmc.gluster.observe-every:10s}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        repeatedLook.unlessWithin(Duration.ZERO);
    }

    /** Looks unless that was done a moment ago. When nobody answers, what was known stays, with its age. */
    void refresh() {
        repeatedLook.unlessWithin(freshFor);
    }

    private void note(Instant now) {
        peers.observed(pool.members(), now);
    }
}
