package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link ShrinkVolume}.
 *
 * @param bricks those it had
 * @param leaving one whole set of them
 * @param lostBytes that its users may keep less
 */
record VolumeShrinking(
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId,
        List<Brick> leaving,
        long lostBytes) implements PooledVolume {

    VolumeShrinking {
        bricks = List.copyOf(bricks);
        leaving = List.copyOf(leaving);
    }
}
