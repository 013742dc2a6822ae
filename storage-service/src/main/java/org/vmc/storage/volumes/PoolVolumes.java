package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.Quota;
import org.vmc.storage.gluster.SetShape;
import org.vmc.storage.hosts.GlusterProblems;

/** What operations do with a volume in the pool: each method asks reality first and is done when it is so already. */
@ApplicationScoped
class PoolVolumes {

    private final GlusterPool pool;

    PoolVolumes(GlusterPool pool) {
        this.pool = pool;
    }

    /**
     * The volume in the pool. It is known by Gluster's id; before that was seen by name and bricks, which carry our
     * mark, so that another volume of that name cannot have all of them.
     */
    Optional<GlusterVolume> find(PooledVolume known) {
        var id = known.glusterId();
        return GlusterProblems.asking(() -> pool.volume(known.name()))
                .filter(volume -> id == null
                        ? volume.bricks().equals(known.bricks())
                        : volume.id().equals(id));
    }

    GlusterVolume require(PooledVolume known) {
        return find(known).orElseThrow(() -> ProblemException.notFound("volume in the pool named", known.name()));
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
        return GlusterProblems.asking(() -> pool.volume(volume.name()))
                .filter(made -> made.bricks().equals(volume.bricks()))
                .orElseThrow(() -> ProblemException.notFound("volume in the pool named", volume.name()));
    }

    /** Sets those that are not so already, in one go. */
    void set(GlusterVolume volume, Map<String, String> options) {
        var different = new TreeMap<>(options);
        different.entrySet().removeAll(volume.options().entrySet());
        if (!different.isEmpty()) {
            GlusterProblems.changing(() -> pool.set(volume.name(), different));
        }
    }

    /** As {@link #set}; an empty value stands for the default. */
    void apply(GlusterVolume volume, Map<String, String> options) {
        var values = new TreeMap<>(options);
        values.values().removeIf(String::isEmpty);
        set(volume, values);
        options.keySet().stream()
                .filter(name -> !values.containsKey(name) && volume.options().containsKey(name))
                .sorted()
                .forEach(name -> GlusterProblems.changing(() -> pool.reset(volume.name(), name)));
    }

    /** Bricks of all volumes in the pool, ours or not. */
    Set<Brick> bricksInUse() {
        return GlusterProblems.asking(pool::volumes).stream()
                .flatMap(volume -> volume.bricks().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @return whether it was not started before */
    boolean start(PooledVolume known) {
        if (require(known).isStarted()) {
            return false;
        }
        GlusterProblems.changing(() -> pool.start(known.name()));
        return true;
    }

    /** @return whether it was started before */
    boolean stop(PooledVolume known) {
        if (!find(known).map(GlusterVolume::isStarted).orElse(false)) {
            return false;
        }
        GlusterProblems.changing(() -> pool.stop(known.name()));
        return true;
    }

    Optional<Quota> quota(PooledVolume known) {
        return GlusterProblems.asking(() -> pool.quota(known.name()));
    }

    /** Limits a started volume, unless it is limited so already. */
    void limit(PooledVolume known, long bytes) {
        if (quota(known).filter(quota -> quota.limitBytes() == bytes).isEmpty()) {
            GlusterProblems.changing(() -> pool.limit(known.name(), bytes));
        }
    }

    /** As {@link #limit}, for a volume that has a limit; one that has none keeps none. */
    void limitAnew(PooledVolume known, long bytes) {
        if (quota(known).isPresent()) {
            limit(known, bytes);
        }
    }

    void unlimit(PooledVolume known) {
        GlusterProblems.changing(() -> pool.unlimit(known.name()));
    }

    void delete(PooledVolume known) {
        if (find(known).isEmpty()) {
            return;
        }
        stop(known);
        GlusterProblems.changing(() -> pool.delete(known.name()));
    }

    /** Bricks of a started volume whose processes do not run. */
    List<Brick> offline(PooledVolume known) {
        return offline(require(known));
    }

    /** Bricks of a started volume whose processes do not run. */
    List<Brick> offline(GlusterVolume volume) {
        var online = GlusterProblems.asking(() -> pool.onlineBricks(volume.name()));
        return volume.bricks().stream().filter(brick -> !online.contains(brick)).toList();
    }

    /** Such as {@code set 1 on h1, h2, h3; set 2 on h2, h3, h4}. */
    static String describeSets(SetShape shape, List<Brick> bricks) {
        if (!shape.survivesLoss()) {
            return "a brick on " + bricks.stream().map(Brick::host).collect(Collectors.joining(", "));
        }
        return IntStream.range(0, bricks.size() / shape.bricks())
                .mapToObj(set -> "set %d on %s".formatted(set + 1, describeSet(shape, bricks, set)))
                .collect(Collectors.joining("; "));
    }

    private static String describeSet(SetShape shape, List<Brick> bricks, int set) {
        return IntStream.range(set * shape.bricks(), (set + 1) * shape.bricks())
                .mapToObj(position -> bricks.get(position).host() + (shape.isArbiter(position) ? " (arbiter)" : ""))
                .collect(Collectors.joining(", "));
    }

    static String join(List<Brick> bricks) {
        return bricks.stream().map(Brick::toString).collect(Collectors.joining(", "));
    }
}
