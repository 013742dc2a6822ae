package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link StopVolume} and {@link DeleteVolume}.
 *
 * @param force whether clients that use it lose it
 */
record VolumeWithdrawal(
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId,
        boolean force) implements PooledVolume {

    VolumeWithdrawal {
        bricks = List.copyOf(bricks);
    }

    static VolumeWithdrawal of(Volume volume, boolean force) {
        return new VolumeWithdrawal(volume.id, volume.name, volume.brickList(), volume.glusterId, force);
    }
}
