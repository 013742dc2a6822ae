package org.vmc.storage.volumes;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.SetShape;

/**
 * Input of {@link CreateVolume}: the plan, which does not change any more.
 *
 * @param brickBytes room each brick needs, arbiters apart
 * @param options of Gluster, set before the first mount
 * @param shape of each set; operations accepted before there were shapes have none
 * @param why the hosts were chosen, in words
 */
record VolumeCreation(
        UUID volumeId,
        String name,
        String storageClass,
        VolumeLayout layout,
        int replicas,
        long sizeBytes,
        List<Brick> bricks,
        long brickBytes,
        Map<String, String> options,
        String owner,
        String team,
        @Nullable SetShape shape,
        @Nullable String why)
        implements PooledVolume {

    VolumeCreation {
        bricks = List.copyOf(bricks);
        options = Map.copyOf(options);
    }

    @Override
    public @Nullable UUID glusterId() {
        return null;
    }

    SetShape setShape() {
        return shape == null ? SetShape.replicated(replicas) : shape;
    }

    /** Each brick with what it promises. */
    List<PromisedBrick> promised() {
        return PromisedBrick.all(setShape(), bricks, brickBytes);
    }
}
