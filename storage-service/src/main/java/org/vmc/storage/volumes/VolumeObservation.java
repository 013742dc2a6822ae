package org.vmc.storage.volumes;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterConfig;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.gluster.RepeatedLook;

/** Looks at the pool's volumes again and again, and notes what it sees. Takes no input and can run at any time. */
@ApplicationScoped
class VolumeObservation {

    private final GlusterPool pool;
    private final ObservedVolumes observed;
    private final Duration freshFor;
    private final Set<String> strangersSeenBefore = new HashSet<>();
    private final RepeatedLook repeatedLook;

    VolumeObservation(GlusterPool pool, BrickHosts hosts, ObservedVolumes observed, GlusterConfig config) {
        this.pool = pool;
        this.observed = observed;
        this.freshFor = config.freshFor();
        this.repeatedLook = new RepeatedLook("volumes", hosts, this::note);
    }

    @Scheduled(
            every = "${vmc.gluster.observe-every:10s}",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        repeatedLook.unlessWithin(Duration.ZERO);
    }

    /** Looks unless that was done a moment ago. When nobody answers, what was known stays, with its age. */
    void refresh() {
        repeatedLook.unlessWithin(freshFor);
    }

    private void note(Instant now) {
        var volumes = new LinkedHashMap<String, GlusterVolume>();
        pool.volumes().forEach(volume -> volumes.put(volume.name(), volume));
        var online = online(volumes);
        observed.known(volumes, online, now);
        strangers(volumes, online, now);
    }

    /** A volume counts as a stranger at the second look: at the first it may be one whose deletion is just ending. */
    private void strangers(Map<String, GlusterVolume> volumes, Set<Brick> online, Instant now) {
        var unknown = observed.unknown(volumes.keySet());
        unknown.stream()
                .filter(strangersSeenBefore::contains)
                .map(volumes::get)
                .forEach(volume -> observed.adopt(volume, online, now));
        strangersSeenBefore.clear();
        strangersSeenBefore.addAll(unknown);
    }

    private Set<Brick> online(Map<String, GlusterVolume> volumes) {
        return volumes.values().stream()
                .filter(GlusterVolume::isStarted)
                .flatMap(volume -> pool.onlineBricks(volume.name()).stream())
                .collect(Collectors.toSet());
    }
}
