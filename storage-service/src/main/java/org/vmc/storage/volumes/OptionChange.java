package org.vmc.storage.volumes;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/**
 * Input of {@link ChangeOptions}.
 *
 * @param wanted values by name; an empty one gives an option its default again
 * @param diff what changes, a line each, for people
 */
record OptionChange(
        UUID volumeId,
        String name,
        List<Brick> bricks,
        @Nullable UUID glusterId,
        Map<String, String> wanted,
        List<String> diff)
        implements PooledVolume {

    OptionChange {
        bricks = List.copyOf(bricks);
        wanted = Map.copyOf(wanted);
        diff = List.copyOf(diff);
    }
}
