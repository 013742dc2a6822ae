package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/** Input of the operations on a volume that exists. */
record VolumeChange(
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId) implements PooledVolume {

    VolumeChange {
        bricks = List.copyOf(bricks);
    }

    static VolumeChange of(Volume volume) {
        return new VolumeChange(volume.id, volume.name, volume.brickList(), volume.glusterId);
    }
}
