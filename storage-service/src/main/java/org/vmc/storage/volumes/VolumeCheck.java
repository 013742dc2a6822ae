package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link CheckVolume}.
 *
 * @param copies bricks that must hold the whole file
 * @param client host that mounts the volume
 */
record VolumeCheck(
        UUID volumeId,
        String name,
        List<Brick> bricks,
        int copies,
        String client,
        @Nullable UUID glusterId) implements PooledVolume {

    VolumeCheck {
        bricks = List.copyOf(bricks);
    }

    String server() {
        return bricks.getFirst().host();
    }
}
