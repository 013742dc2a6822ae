package org.vmc.storage.volumes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.VolumeDegraded;
import org.vmc.contracts.storage.VolumeHealed;
import org.vmc.contracts.storage.VolumeHealing;
import org.vmc.operations.outbox.Outbox;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.HealthInspection;
import org.vmc.storage.gluster.SetShape;
import org.vmc.storage.peers.PeerAlarms;
import org.vmc.storage.volumes.ToldHealth.State;

/**
 * Looks at what runs on each host, and publishes when a peer or bricks of a started volume are lost, when they are back
 * and when nothing is left to heal. Each host is asked about itself alone: the pool as a whole answers late or not at
 * all while some of its hosts are silent, and refuses others meanwhile.
 *
 * <p>Takes no input and may run at any time, in several replicas at once: the rows tell a change from a repetition. A
 * loss is believed when it is seen twice in a row, a return at once.
 */
@ApplicationScoped
class HealthWatch {

    private static final Logger LOG = Logger.getLogger(HealthWatch.class);
    private static final int BELIEVED = 2;
    /** Without a volume there is nothing to lose: a fraction of the looks will do. */
    private static final int UNHURRIED = 5;

    private static final Duration COUNTING = Duration.ofSeconds(5);

    /** A volume of which a look decides. */
    private record Watched(UUID id, String name, String layout, SetShape shape, List<Brick> bricks) {}

    private final Volumes volumes;
    private final ToldHealths told;
    private final HealthInspection inspection;
    private final HealQuestions heals;
    private final PeerAlarms peers;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();
    /** How often in a row a host or brick was seen away. */
    private final Map<Object, Integer> timesAway = new ConcurrentHashMap<>();

    private int rests;

    HealthWatch(
            Volumes volumes,
            ToldHealths told,
            HealthInspection inspection,
            HealQuestions heals,
            PeerAlarms peers,
            Outbox outbox) {
        this.volumes = volumes;
        this.told = told;
        this.inspection = inspection;
        this.heals = heals;
        this.peers = peers;
        this.outbox = outbox;
    }

    @Scheduled(
            every = "${vmc.gluster.watch-every:4s}",
            delayed = "4s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void watch() {
        boolean hurried = QuarkusTransaction.requiringNew().call(() -> volumes.count() > 0);
        if (hurried || ++rests >= UNHURRIED) {
            rests = 0;
            look();
        }
    }

    void look() {
        var watched = QuarkusTransaction.requiringNew()
                .call(() -> volumes.streamAll().map(HealthWatch::watched).toList());
        var seen = new Sighting(inspection.health(
                watched.stream().flatMap(volume -> volume.bricks().stream()).toList()));
        if (!seen.hasAnswers()) {
            return;
        }
        comparePeers(seen);
        var running = new ArrayList<Watched>();
        var stopped = new ArrayList<UUID>();
        for (var volume : watched) {
            seen.isStarted(volume.name(), volume.bricks()).ifPresent(started -> {
                if (started) {
                    running.add(volume);
                } else {
                    stopped.add(volume.id());
                }
            });
        }
        told.forget(stopped);
        compare(running, seen);
        forgetOthers(watched, seen);
    }

    private static Watched watched(Volume volume) {
        return new Watched(volume.id, volume.name, volume.layout, volume.shape(), volume.brickList());
    }

    private void comparePeers(Sighting seen) {
        var lost = new HashMap<String, String>();
        var there = new HashSet<String>();
        for (var host : seen.everybody()) {
            var reason = seen.awayReason(host);
            if (isLost(host, reason.isPresent())) {
                lost.put(host, reason.orElseThrow());
            } else if (reason.isEmpty()) {
                there.add(host);
            }
        }
        peers.noted(lost, there);
    }

    private void compare(List<Watched> running, Sighting seen) {
        var states = told.states();
        var losses = new LinkedHashMap<Watched, LostBricks>();
        var back = new HashMap<UUID, String>();
        for (var volume : running) {
            var lost = lost(volume, seen);
            losses.put(volume, lost);
            var before = states.getOrDefault(volume.id(), State.WHOLE);
            if (before != State.WHOLE && lost.none() && volume.shape().survivesLoss()) {
                back.put(volume.id(), volume.name());
            }
        }
        var left = heals.left(back, COUNTING);
        losses.forEach((volume, lost) -> {
            // What is only suspected so far is neither lost nor back.
            if (lost.none() && volume.bricks().stream().anyMatch(timesAway::containsKey)) {
                return;
            }
            var wasWhole = states.getOrDefault(volume.id(), State.WHOLE) == State.WHOLE;
            var unknown = back.containsKey(volume.id()) && !left.containsKey(volume.id());
            if (unknown || lost.none() && wasWhole) {
                return;
            }
            try {
                QuarkusTransaction.requiringNew().run(() -> record(volume, lost, left.getOrDefault(volume.id(), 0L)));
            } catch (RuntimeException failure) {
                // One volume's trouble must not keep the others from being compared.
                LOG.warnf(failure, "The health of %s is compared again the next time", volume.name());
            }
        });
    }

    private LostBricks lost(Watched volume, Sighting seen) {
        var lost = new LinkedHashMap<Brick, String>();
        for (var brick : volume.bricks()) {
            var reason = seen.awayReason(brick);
            if (isLost(brick, reason.isPresent())) {
                lost.put(brick, reason.orElseThrow());
            }
        }
        return new LostBricks(volume.shape(), volume.bricks(), lost);
    }

    private boolean isLost(Object what, boolean away) {
        @Nullable
        Integer times = timesAway.compute(what, (same, before) -> {
            if (!away) {
                return null;
            }
            return before == null ? 1 : Math.min(BELIEVED, before + 1);
        });
        return times != null && times >= BELIEVED;
    }

    private void record(Watched volume, LostBricks lost, long left) {
        var now = clock.instant();
        var row = told.hold(volume.id(), now).orElse(null);
        if (row == null) {
            return;
        }
        var names = String.join("\n", lost.names());
        if (!lost.none()) {
            if (!row.lostBricks.equals(names)) {
                become(row, State.DEGRADED, names, now);
                row.degradedSince = row.degradedSince == null ? now : row.degradedSince;
                publishDegraded(volume, lost);
            }
        } else if (row.state != State.WHOLE && left > 0) {
            if (row.state != State.HEALING) {
                become(row, State.HEALING, "", now);
                outbox.publish(new VolumeHealing(volume.id(), volume.name(), left), null, null);
            }
        } else if (row.state != State.WHOLE) {
            var began = row.degradedSince == null ? row.since : row.degradedSince;
            become(row, State.WHOLE, "", now);
            row.degradedSince = null;
            outbox.publish(
                    new VolumeHealed(
                            volume.id(),
                            volume.name(),
                            Duration.between(began, now).toMillis()),
                    null,
                    null);
        }
    }

    private static void become(ToldHealth row, State state, String lost, Instant now) {
        row.since = row.state == state ? row.since : now;
        row.state = state;
        row.lostBricks = lost;
    }

    private void publishDegraded(Watched volume, LostBricks lost) {
        LOG.warnf("Volume %s: %s", volume.name(), lost.explanation());
        outbox.publish(
                new VolumeDegraded(
                        volume.id(), volume.name(), volume.layout(), lost.names(), lost.usable(), lost.explanation()),
                null,
                null);
    }

    /** Bricks and hosts that are no more. */
    private void forgetOthers(List<Watched> watched, Sighting seen) {
        var known = new HashSet<Object>(seen.everybody());
        watched.forEach(volume -> known.addAll(volume.bricks()));
        timesAway.keySet().retainAll(known);
    }
}
