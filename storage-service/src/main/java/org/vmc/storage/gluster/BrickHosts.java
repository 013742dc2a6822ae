package org.vmc.storage.gluster;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The configured hosts and what VMC does on their file systems. Failures as in {@link GlusterPool}; an unknown host
 * name is an {@link IllegalArgumentException}. Thread-safe.
 *
 * <p>A brick of ours is {@code <brick root>/<volume>/brick}; the directory above it holds a file with the id of the
 * volume, so that nothing is ever removed that VMC did not make.
 */
public interface BrickHosts {

    /** Configured names, in order. */
    List<String> names();

    /** One report for each configured host, asked at the same time. */
    List<HostReport> reports();

    HostReport report(String host);

    /** The brick a volume would have on that host. */
    Brick brick(String host, String volume);

    /** Makes the brick's directory and marks it; the same one again is no change. Refused when it is another's. */
    void makeBrick(Brick brick, UUID volumeId);

    /**
     * Removes the brick with its content when it carries that mark; an absent one is no change.
     *
     * @return false when there is a directory without that mark, which was left alone
     */
    boolean removeBrick(Brick brick, UUID volumeId);

    /**
     * Mounts the volume on a host, writes a file of random content, unmounts.
     *
     * @return SHA-256 of the content, computed before it was written
     */
    String writeThroughMount(String client, String volume, String server, String file);

    /** Mounts anew, reads the whole file, unmounts. */
    String readThroughMount(String client, String volume, String server, String file);

    /** Mounts, removes the file if it is there, unmounts. */
    void removeThroughMount(String client, String volume, String server, String file);

    /** SHA-256 of the file in each of the bricks that hold it; link files of the distribution do not count. */
    Map<Brick, String> hashesOnBricks(List<Brick> bricks, String file);
}
