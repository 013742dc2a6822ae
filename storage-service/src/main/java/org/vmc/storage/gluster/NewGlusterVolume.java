package org.vmc.storage.gluster;

import java.util.List;

/**
 * A volume to make.
 *
 * @param shape of each of its sets
 * @param bricks consecutive ones form a set
 */
public record NewGlusterVolume(String name, SetShape shape, List<Brick> bricks) {

    public NewGlusterVolume {
        bricks = List.copyOf(bricks);
        if (bricks.isEmpty() || bricks.size() % shape.bricks() != 0) {
            throw new IllegalArgumentException(bricks.size() + " bricks do not make sets of " + shape.bricks());
        }
    }
}
