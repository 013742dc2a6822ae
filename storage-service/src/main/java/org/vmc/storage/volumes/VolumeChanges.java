package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.storage.hosts.StorageHosts;

/** Checks requests to change a volume that exists, and names their operations. */
@ApplicationScoped
class VolumeChanges {

    private final StartVolume start;
    private final StopVolume stop;
    private final DeleteVolume delete;
    private final CheckVolume check;
    private final StorageHosts hosts;

    VolumeChanges(StartVolume start, StopVolume stop, DeleteVolume delete, CheckVolume check, StorageHosts hosts) {
        this.start = start;
        this.stop = stop;
        this.delete = delete;
        this.check = check;
        this.hosts = hosts;
    }

    NewOperation<VolumeChange> start(Volume volume, Caller caller) {
        caller.requireOwner(volume.owner);
        return NewOperation.of(start, VolumeChange.of(volume), target(volume));
    }

    /** @param force whether clients that use it lose it */
    NewOperation<VolumeWithdrawal> stop(Volume volume, boolean force, Caller caller) {
        caller.requireOwner(volume.owner);
        return NewOperation.of(stop, VolumeWithdrawal.of(volume, force), target(volume));
    }

    /**
     * Not for volumes VMC did not make.
     *
     * @param force whether clients that use it lose it
     * @throws ProblemException 403 for anybody but the owner and operators, 409 for a volume VMC did not make
     */
    NewOperation<VolumeWithdrawal> delete(Volume volume, boolean force, Caller caller) {
        caller.requireOwner(volume.owner);
        if (!volume.managed) {
            throw ProblemException.conflict(
                    "%s was not made by VMC, which therefore cannot know what its bricks hold. Delete it with gluster."
                            .formatted(volume.name));
        }
        return NewOperation.of(delete, VolumeWithdrawal.of(volume, force), target(volume));
    }

    /**
     * A check writes into the volume, so it is a change as any other.
     *
     * @param client host that shall mount the volume, or null
     * @throws ProblemException 403 for anybody but the owner and operators, 422 when there is no such host, 409 when
     *     the volume is not started
     */
    NewOperation<VolumeCheck> check(Volume volume, @Nullable String client, Caller caller) {
        caller.requireOwner(volume.owner);
        if (client != null && !hosts.names().contains(client)) {
            throw ProblemException.invalid(
                    "client", "must be one of the storage hosts: " + String.join(", ", hosts.names()));
        }
        if (volume.status == ObservedStatus.STOPPED || volume.status == ObservedStatus.CREATED) {
            throw ProblemException.conflict("The volume %s is not started; start it first.".formatted(volume.name));
        }
        var chosen = client == null ? client(volume) : client;
        var input =
                new VolumeCheck(volume.id, volume.name, volume.brickList(), copies(volume), chosen, volume.glusterId);
        return NewOperation.of(check, input, target(volume));
    }

    private static int copies(Volume volume) {
        var shape = volume.shape();
        return shape.keepsCopies() ? shape.contentBricks() : 1;
    }

    /** One that holds none of its bricks proves most. */
    private String client(Volume volume) {
        List<String> brickHosts =
                volume.bricks.stream().map(brick -> brick.host).toList();
        return hosts.names().stream()
                .filter(host -> !brickHosts.contains(host))
                .findFirst()
                .orElse(brickHosts.getFirst());
    }

    private static Target target(Volume volume) {
        return new Target("volume", volume.id, volume.name);
    }
}
