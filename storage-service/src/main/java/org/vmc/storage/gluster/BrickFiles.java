package org.vmc.storage.gluster;

import java.time.Instant;
import java.util.List;

/**
 * Files as they lie on bricks, asked of all bricks at the same time and past every mount. What Gluster keeps there for
 * itself, such as link files, is left out. Failures as in {@link GlusterPool}. Thread-safe.
 */
public interface BrickFiles {

    /**
     * A file on a brick.
     *
     * @param path below the volume's top
     * @param bytes as the brick keeps it: of a part or a first shard only where the volume cuts its files
     */
    record Found(String path, long bytes, Instant modifiedAt) {}

    /**
     * Files and links, not directories, whose own name matches.
     *
     * @param pattern a glob of find's {@code -name}
     * @param limit most that one brick tells
     */
    List<Found> find(List<Brick> bricks, String pattern, int limit);

    /**
     * Reads all files below a directory.
     *
     * @return their bytes
     */
    long read(List<Brick> bricks, String directory);
}
