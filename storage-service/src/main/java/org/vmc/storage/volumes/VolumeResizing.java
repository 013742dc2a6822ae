package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link ResizeVolume}.
 *
 * @param planId under which the room it takes more is promised
 * @param formerBytes what it may hold when this is accepted
 * @param sizeBytes what it shall hold at most
 */
record VolumeResizing(
        UUID planId,
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId,
        long formerBytes,
        long sizeBytes)
        implements PooledVolume {

    VolumeResizing {
        bricks = List.copyOf(bricks);
    }
}
