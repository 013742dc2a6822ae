package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.gluster.Quota;
import org.vmc.storage.hosts.GlusterProblems;
import org.vmc.storage.repositories.Repositories;

/** What must hold before a volume is changed, asked of the pool at that moment. Refusals name the way out. */
@ApplicationScoped
class VolumeGuards {

    private final PoolVolumes pool;
    private final GlusterPool gluster;
    private final BrickHosts hosts;
    private final Volumes volumes;
    private final Repositories repositories;

    VolumeGuards(PoolVolumes pool, GlusterPool gluster, BrickHosts hosts, Volumes volumes, Repositories repositories) {
        this.pool = pool;
        this.gluster = gluster;
        this.hosts = hosts;
        this.volumes = volumes;
        this.repositories = repositories;
    }

    /**
     * Disks of VMs must not lose the volume they lie on.
     *
     * @param doing what shall not be done meanwhile, such as {@code stop}
     * @throws ProblemException 409 naming the SRs
     */
    void requireUnpublished(UUID volumeId, String name, String doing) {
        repositories.requireNone(volumeId, name, doing, "/storage volume unpublish name:" + name + " pool:\"%s\"");
    }

    /** @throws ProblemException 409 when its files take more than that */
    void requireHolds(PooledVolume known, long bytes) {
        var used = pool.quota(known).map(Quota::usedBytes).orElse(0L);
        if (used > bytes) {
            throw ProblemException.conflict("The files of %s take %s already, more than %s. Delete some first."
                    .formatted(known.name(), new ByteSize(used), new ByteSize(bytes)));
        }
    }

    /** @throws ProblemException 409 when it is not started */
    GlusterVolume requireStarted(PooledVolume known) {
        var volume = pool.require(known);
        if (!volume.isStarted()) {
            throw ProblemException.conflict("The volume %s is not started; start it first.".formatted(known.name()));
        }
        return volume;
    }

    /**
     * Sets are counted in the rows, so these must be true.
     *
     * @throws ProblemException 409 when somebody changed its bricks by other means
     */
    GlusterVolume requireAsKnown(UUID volumeId, PooledVolume known) {
        var volume = requireStarted(known);
        if (!volume.bricks().equals(volumes.bricksOf(volumeId))) {
            throw ProblemException.conflict(
                    "Somebody changed the bricks of %s with gluster: they are %s. Change them back there first."
                            .formatted(known.name(), PoolVolumes.join(volume.bricks())));
        }
        return volume;
    }

    /** @throws ProblemException 409 when a brick does not run: what lies on it could neither be read nor moved */
    void requireWhole(GlusterVolume volume) {
        var offline = pool.offline(volume);
        if (!offline.isEmpty()) {
            throw ProblemException.conflict(
                    "Not all bricks of %s run: %s. Bring their hosts back, or replace the bricks, and try again."
                            .formatted(volume.name(), PoolVolumes.join(offline)));
        }
    }

    /**
     * Files that are cut into pieces must not move while they are written.
     *
     * @throws ProblemException 409 naming the clients
     */
    void requireUnusedIfSharded(GlusterVolume volume) {
        if (!volume.isSharded()) {
            return;
        }
        var clients = clients(volume);
        if (!clients.isEmpty()) {
            throw ProblemException.conflict(
                    "%s is cut into shards and is in use by %s. Moving shards while a VM writes to them has lost disks."
                                    .formatted(volume.name(), String.join(", ", clients))
                            + " Halt the VMs and unmount it there first; or make another volume and move the disks to it.");
        }
    }

    /**
     * Nobody may lose a volume under his feet.
     *
     * @throws ProblemException 409 naming the clients
     */
    void requireUnused(PooledVolume known) {
        var volume = pool.find(known);
        if (volume.isEmpty() || !volume.get().isStarted()) {
            return;
        }
        var clients = clients(volume.get());
        if (!clients.isEmpty()) {
            throw ProblemException.conflict(
                    "%s is in use by %s. Unmount it there first; force=true (in chat force:true) takes it away all the same."
                            .formatted(known.name(), String.join(", ", clients)));
        }
    }

    /**
     * The other bricks of a set must hold everything that the one that goes holds.
     *
     * @throws ProblemException 409 when one of them is away, or when something is left to heal that may be on the one
     *     that goes alone
     */
    void requireHealthyBeside(GlusterVolume volume, Brick former) {
        var set = volume.setOf(former);
        var others = set.stream().filter(brick -> !brick.equals(former)).toList();
        var heals = GlusterProblems.asking(() -> gluster.heals(volume.name())).stream()
                .filter(heal -> set.contains(heal.brick()))
                .toList();
        var away = heals.stream()
                .filter(heal -> !heal.isConnected() && others.contains(heal.brick()))
                .map(heal -> heal.brick().toString())
                .toList();
        if (!away.isEmpty() || heals.size() < set.size()) {
            throw ProblemException.conflict(
                    "Not all other bricks of the set answer: %s. Replacing %s now could lose what they lack; bring them back first."
                            .formatted(String.join(", ", away), former));
        }
        var pending =
                heals.stream().mapToLong(heal -> heal.entries().orElse(0)).max().orElse(0);
        var answers = heals.stream().anyMatch(heal -> heal.brick().equals(former) && heal.isConnected());
        if (answers && pending > 0) {
            throw ProblemException.conflict(
                    "%d files of %s are still to be healed, perhaps from %s. Try again when that is done."
                            .formatted(pending, volume.name(), former));
        }
    }

    /**
     * A drill takes a brick away from a volume that lacks nothing and that nobody uses.
     *
     * @throws ProblemException 409 when a brick is away, when something is left to heal, or naming the clients
     */
    void requireFitForDrill(GlusterVolume volume) {
        requireWhole(volume);
        var heals = GlusterProblems.asking(() -> gluster.heals(volume.name()));
        if (heals.stream()
                .anyMatch(heal -> !heal.isConnected() || heal.entries().orElse(0) > 0)) {
            throw ProblemException.conflict(
                    "Something of %s is left to heal. A drill takes a brick away, perhaps the one with the only right copy. Try again when that is done: /storage volume health name:%s"
                            .formatted(volume.name(), volume.name()));
        }
        var clients = clients(volume);
        if (!clients.isEmpty()) {
            throw ProblemException.conflict(
                    "%s is in use by %s. A drill is for a volume that nobody else uses; unmount it there first."
                            .formatted(volume.name(), String.join(", ", clients)));
        }
    }

    private List<String> clients(GlusterVolume volume) {
        return GlusterProblems.asking(() -> hosts.clients(volume.name(), gluster.ports(volume.name())));
    }
}
