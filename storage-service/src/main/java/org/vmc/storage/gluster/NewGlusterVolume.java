package org.vmc.storage.gluster;

import java.util.List;

/**
 * A volume to make.
 *
 * @param replicas copies of each file; 1 makes a distributed volume
 * @param bricks a multiple of {@code replicas}; consecutive ones form a replica set
 */
public record NewGlusterVolume(String name, int replicas, List<Brick> bricks) {

    public NewGlusterVolume {
        bricks = List.copyOf(bricks);
        if (bricks.isEmpty() || bricks.size() % replicas != 0) {
            throw new IllegalArgumentException(bricks.size() + " bricks do not make replica sets of " + replicas);
        }
    }
}
