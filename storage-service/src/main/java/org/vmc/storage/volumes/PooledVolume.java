package org.vmc.storage.volumes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;

/** How an operation knows its volume in the pool. */
interface PooledVolume {

    String name();

    /** As they were when the operation was accepted. */
    List<Brick> bricks();

    /** Gluster's id of it; null when nobody has seen it in the pool yet. */
    @Nullable
    UUID glusterId();
}
