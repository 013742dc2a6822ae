package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterRefused;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;

/** Waiting for bricks to become whole. */
@ApplicationScoped
class Healing {

    static final Duration UNTIL_THE_DAEMON_KNOWS = Duration.ofSeconds(1);

    private final GlusterPool gluster;
    private final BrickHosts hosts;

    Healing(GlusterPool gluster, BrickHosts hosts) {
        this.gluster = gluster;
        this.hosts = hosts;
    }

    /**
     * Asks for a repair of everything: a brick that was put in another's place of a dispersed volume is not noticed
     * otherwise.
     *
     * @return why not yet; the daemon that heals takes a moment to hear of a new brick
     */
    Optional<String> begin(GlusterVolume volume) {
        try {
            gluster.heal(volume.name());
            return Optional.empty();
        } catch (GlusterRefused e) {
            return Optional.of("Gluster does not heal yet: " + e.reason());
        }
    }

    /** Done when nothing is left to heal in the brick's set, and the brick has as many names as the others. */
    StepOutcome awaitWhole(StepContext<?> context, GlusterVolume volume, Brick brick) {
        var set = volume.setOf(brick);
        var heals = GlusterProblems.asking(() -> gluster.heals(volume.name())).stream()
                .filter(heal -> set.contains(heal.brick()))
                .toList();
        var away = heals.stream()
                .filter(heal -> !heal.isConnected())
                .map(heal -> heal.brick())
                .toList();
        if (!away.isEmpty()) {
            return StepOutcome.parked(
                    Migrations.pause(context), "Bricks that do not answer: " + PoolVolumes.join(away));
        }
        var pending =
                heals.stream().mapToLong(heal -> heal.entries().orElse(0)).max().orElse(0);
        // The others first: what is written in between reaches the new one too.
        var wanted = wanted(set, brick);
        var there = GlusterProblems.asking(() -> hosts.names(brick));
        if (pending > 0 || there < wanted) {
            var message = "%d of %d names are there, %d to be healed are known".formatted(there, wanted, pending);
            return StepOutcome.parked(Migrations.pause(context), message)
                    .at(wanted == 0 ? 0 : Math.min(0.99, (double) there / wanted));
        }
        return StepOutcome.done().learned("healedNames", String.valueOf(there));
    }

    private long wanted(List<Brick> set, Brick brick) {
        return set.stream()
                .filter(other -> !other.equals(brick))
                .mapToLong(other -> GlusterProblems.asking(() -> hosts.names(other)))
                .min()
                .orElse(0);
    }
}
