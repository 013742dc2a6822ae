package org.vmc.storage.volumes;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link CreateVolume}: the plan, which does not change any more.
 *
 * @param brickBytes room each brick needs
 * @param options of Gluster, set before the first mount
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
        String team) {

    VolumeCreation {
        bricks = List.copyOf(bricks);
        options = Map.copyOf(options);
    }

    List<String> hosts() {
        return bricks.stream().map(Brick::host).distinct().toList();
    }
}
