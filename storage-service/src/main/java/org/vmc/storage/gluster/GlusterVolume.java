package org.vmc.storage.gluster;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A volume as Gluster describes it.
 *
 * @param id Gluster's id of it
 * @param type Gluster's words, such as {@code Replicate} or {@code Distribute}
 * @param replicas copies of each file; 1 when not replicated
 * @param bricks in Gluster's order: consecutive ones form a replica set
 * @param options those that were set, or that Gluster sets by itself
 */
public record GlusterVolume(
        UUID id,
        String name,
        VolumeStatus status,
        String type,
        int replicas,
        List<Brick> bricks,
        Map<String, String> options) {

    public GlusterVolume {
        bricks = List.copyOf(bricks);
        options = Map.copyOf(options);
    }

    public boolean isStarted() {
        return status == VolumeStatus.STARTED;
    }
}
