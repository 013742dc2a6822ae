package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link ReplaceBrick}.
 *
 * @param planId under which the room of the new brick is promised
 * @param bricks those the volume had
 * @param former the one that goes
 * @param brick the one that takes its place
 * @param why its host was chosen, in words
 */
record BrickReplacement(
        UUID planId,
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId,
        Brick former,
        PromisedBrick brick,
        String why)
        implements PooledVolume {

    BrickReplacement {
        bricks = List.copyOf(bricks);
    }
}
