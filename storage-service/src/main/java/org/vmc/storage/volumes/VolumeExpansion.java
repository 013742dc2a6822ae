package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.SetShape;

/**
 * Input of {@link ExpandVolume}.
 *
 * @param planId under which the room of the bricks is promised
 * @param bricks those it had
 * @param added whole sets
 * @param addedBytes that its users may keep more
 * @param why the hosts were chosen, in words
 */
record VolumeExpansion(
        UUID planId,
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId,
        SetShape shape,
        List<PromisedBrick> added,
        long addedBytes,
        String why)
        implements PooledVolume {

    VolumeExpansion {
        bricks = List.copyOf(bricks);
        added = List.copyOf(added);
    }

    List<Brick> newBricks() {
        return PromisedBrick.bricks(added);
    }
}
