package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;

/** What operations do with a volume in the pool: each method asks reality first and is done when it is so already. */
@ApplicationScoped
class PoolVolumes {

    private final GlusterPool pool;

    PoolVolumes(GlusterPool pool) {
        this.pool = pool;
    }

    /**
     * The volume in the pool. It is known by name and bricks: the bricks carry our mark, so another volume of that name
     * cannot have them.
     */
    Optional<GlusterVolume> find(String name, List<Brick> bricks) {
        return GlusterProblems.asking(() -> pool.volume(name))
                .filter(volume -> volume.bricks().equals(bricks));
    }

    GlusterVolume require(String name, List<Brick> bricks) {
        return find(name, bricks).orElseThrow(() -> ProblemException.notFound("volume in the pool named", name));
    }

    /** @throws ProblemException 409 when another volume has the name */
    GlusterVolume create(NewGlusterVolume volume) {
        var existing = GlusterProblems.asking(() -> pool.volume(volume.name()));
        if (existing.isPresent() && existing.get().bricks().equals(volume.bricks())) {
            return existing.get();
        }
        if (existing.isPresent()) {
            throw ProblemException.conflict("The pool has a volume %s that is not this one: its bricks are %s."
                    .formatted(volume.name(), join(existing.get().bricks())));
        }
        GlusterProblems.changing(() -> pool.create(volume));
        return require(volume.name(), volume.bricks());
    }

    void set(GlusterVolume volume, String option, String value) {
        if (!value.equals(volume.options().get(option))) {
            GlusterProblems.changing(() -> pool.set(volume.name(), option, value));
        }
    }

    /** @return whether it was not started before */
    boolean start(String name, List<Brick> bricks) {
        if (require(name, bricks).isStarted()) {
            return false;
        }
        GlusterProblems.changing(() -> pool.start(name));
        return true;
    }

    /** @return whether it was started before */
    boolean stop(String name, List<Brick> bricks) {
        if (!find(name, bricks).map(GlusterVolume::isStarted).orElse(false)) {
            return false;
        }
        GlusterProblems.changing(() -> pool.stop(name));
        return true;
    }

    void delete(String name, List<Brick> bricks) {
        if (find(name, bricks).isEmpty()) {
            return;
        }
        stop(name, bricks);
        GlusterProblems.changing(() -> pool.delete(name));
    }

    /** Bricks of a started volume whose processes do not run. */
    List<Brick> offline(String name, List<Brick> bricks) {
        var online = GlusterProblems.asking(() -> pool.onlineBricks(name));
        return bricks.stream().filter(brick -> !online.contains(brick)).toList();
    }

    static String join(List<Brick> bricks) {
        return bricks.stream().map(Brick::toString).collect(Collectors.joining(", "));
    }
}
