package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.GlusterVolume;

/** Writes what was seen of the volumes into their rows. */
@ApplicationScoped
class ObservedVolumes {

    private final Volumes volumes;

    ObservedVolumes(Volumes volumes) {
        this.volumes = volumes;
    }

    @Transactional
    void known(Map<String, GlusterVolume> seen, Set<Brick> online, Instant at) {
        for (var volume : volumes.listAll()) {
            var found = of(volume, seen);
            if (found == null && !volume.managed) {
                volumes.delete(volume);
            } else if (found == null) {
                volume.status = ObservedStatus.ABSENT;
                volume.observedAt = at;
                noteBricks(volume, Set.of());
            } else {
                note(volume, found, at);
                noteBricks(volume, online);
            }
        }
    }

    /** Those of the names that have no row. */
    @Transactional
    Set<String> unknown(Set<String> names) {
        var known = volumes.streamAll().map(volume -> volume.name).collect(Collectors.toSet());
        return names.stream().filter(name -> !known.contains(name)).collect(Collectors.toSet());
    }

    /** Takes a volume that somebody made by other means into the list. */
    @Transactional
    void adopt(GlusterVolume found, Set<Brick> online, Instant at) {
        var volume = new Volume();
        volume.id = found.id();
        volume.name = found.name();
        volume.layout = VolumeLayout.of(found.shape(), found.sets().size()).wireName();
        volume.shapeOf(found.shape());
        volume.owner = "";
        volume.team = "";
        volume.createdAt = at;
        found.bricks().forEach(brick -> volume.bricks.add(new VolumeBrick(brick, 0)));
        note(volume, found, at);
        volume.bricks.forEach(brick -> brick.online = online.contains(brick.brick()));
        volumes.persist(volume);
    }

    /** The volume of that name in the pool, unless it is another one than we made. */
    private static @Nullable GlusterVolume of(Volume volume, Map<String, GlusterVolume> seen) {
        var found = seen.get(volume.name);
        if (found == null || !volume.managed) {
            return found;
        }
        var same = volume.glusterId == null
                ? found.bricks().equals(volume.brickList())
                : found.id().equals(volume.glusterId);
        return same ? found : null;
    }

    private static void note(Volume volume, GlusterVolume found, Instant at) {
        volume.glusterId = found.id();
        volume.status = ObservedStatus.of(found.status());
        volume.observedAt = at;
    }

    private void noteBricks(Volume volume, Set<Brick> online) {
        volume.brickList().forEach(brick -> volumes.noteBrick(volume.id, brick, online.contains(brick)));
    }
}
