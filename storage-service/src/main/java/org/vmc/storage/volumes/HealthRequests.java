package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.hosts.StorageHosts;

/** Checks requests to mend or try a volume, and names their operations. */
@ApplicationScoped
class HealthRequests {

    private final HealVolume heal;
    private final DrillVolume drill;
    private final StorageHosts hosts;

    HealthRequests(HealVolume heal, DrillVolume drill, StorageHosts hosts) {
        this.heal = heal;
        this.drill = drill;
        this.hosts = hosts;
    }

    /** @throws ProblemException 403 for anybody but the owner and operators, 409 when it has nothing to heal from */
    NewOperation<VolumeChange> heal(Volume volume, Caller caller) {
        caller.requireOwner(volume.owner);
        requireRedundant(volume);
        return NewOperation.of(heal, VolumeChange.of(volume), target(volume));
    }

    /**
     * A drill writes into the volume and takes a brick away for a while.
     *
     * @param host whose brick is stopped, or null for the last one of the first set that keeps content
     * @throws ProblemException as {@link #heal}, 422 when the volume has no brick on that host
     */
    NewOperation<VolumeDrill> drill(Volume volume, @Nullable String host, Caller caller) {
        caller.requireOwner(volume.owner);
        requireRedundant(volume);
        var bricks = volume.brickList();
        var victim = victim(volume, bricks, host);
        var others = bricks.stream()
                .map(Brick::host)
                .filter(other -> !other.equals(victim.host()))
                .toList();
        // One that holds none of its bricks proves most.
        var client = hosts.names().stream()
                .filter(name -> bricks.stream().noneMatch(brick -> brick.host().equals(name)))
                .findFirst()
                .orElse(others.getFirst());
        var input =
                new VolumeDrill(volume.id, volume.name, bricks, volume.glusterId, victim, client, others.getFirst());
        return NewOperation.of(drill, input, target(volume));
    }

    private static Brick victim(Volume volume, List<Brick> bricks, @Nullable String host) {
        if (host == null) {
            return bricks.get(volume.shape().contentBricks() - 1);
        }
        return bricks.stream()
                .filter(brick -> brick.host().equals(host))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "host",
                        "must be one that has a brick of it: "
                                + bricks.stream().map(Brick::host).distinct().collect(Collectors.joining(", "))));
    }

    private static void requireRedundant(Volume volume) {
        if (!volume.shape().survivesLoss()) {
            throw ProblemException.conflict(
                    "%s keeps every file once (layout %s), so there is nothing to heal from, and the loss of a brick is the loss of its files. A lost brick's files come back with it; /storage volume health name:%s says what helps."
                            .formatted(volume.name, volume.layout, volume.name));
        }
        if (volume.status == ObservedStatus.STOPPED || volume.status == ObservedStatus.CREATED) {
            throw ProblemException.conflict("The volume %s is not started; start it first.".formatted(volume.name));
        }
    }

    private static Target target(Volume volume) {
        return new Target("volume", volume.id, volume.name);
    }
}
