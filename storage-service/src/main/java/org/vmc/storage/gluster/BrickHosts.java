package org.vmc.storage.gluster;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The configured hosts and what VMC does on their file systems. Failures as in {@link GlusterPool}; an unknown host
 * name is an {@link IllegalArgumentException}. Thread-safe.
 *
 * <p>A brick of ours is {@code <brick root>/<volume>/brick}, a second one {@code <brick root>/<volume>.2/brick} and so
 * on; the directory above it holds a file with the id of the volume, so that nothing is ever removed that VMC did not
 * make.
 */
public interface BrickHosts {

    /** Configured names, in order. */
    List<String> names();

    /** One report for each configured host, asked at the same time. */
    List<HostReport> reports();

    HostReport report(String host);

    /**
     * A brick that a volume would have on that host.
     *
     * @param number from 1; a volume has more than one on a host only in different sets, or while one takes the place
     *     of another
     */
    Brick brick(String host, String volume, int number);

    /** Makes the brick's directory and marks it; the same one again is no change. Refused when it is another's. */
    void makeBrick(Brick brick, UUID volumeId);

    /**
     * Removes the brick with its content when it carries that mark; an absent one is no change.
     *
     * @return false when there is a directory without that mark, which was left alone
     */
    boolean removeBrick(Brick brick, UUID volumeId);

    /**
     * Ends the process of a brick, as if it had died; its volume's {@link GlusterPool#startMissing} brings it back. One
     * that does not run is no change. Refused when other bricks live in the same process.
     */
    void stopBrick(Brick brick, String volume);

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

    /** Names in the brick, directories included: two bricks of one set have the same number when nothing is amiss. */
    long names(Brick brick);

    /** What lies on the brick and is no directory and no link file of the distribution. */
    long content(Brick brick);

    /**
     * Who uses a started volume: mounts on the storage hosts, such as {@code h4 (/mnt/src)}, and the addresses of other
     * machines that are connected to its bricks. A program on a storage host that uses the volume without mounting it
     * is not seen.
     *
     * @param ports at which its bricks listen
     */
    List<String> clients(String volume, Map<Brick, Integer> ports);
}
