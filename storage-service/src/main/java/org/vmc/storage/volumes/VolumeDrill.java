package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link DrillVolume}.
 *
 * @param victim the brick that is stopped
 * @param client host that mounts the volume, another one than the victim's
 * @param server host that tells the client of the volume, another one than the victim's
 */
record VolumeDrill(
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId,
        Brick victim,
        String client,
        String server)
        implements PooledVolume {

    VolumeDrill {
        bricks = List.copyOf(bricks);
    }
}
