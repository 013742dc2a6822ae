package org.vmc.storage.gluster;

/**
 * Where a host has a tree.
 *
 * @param volume and {@code server}, the host it is mounted from; both empty for the host's own disks
 */
public record TreePlace(Kind kind, String volume, String server) {

    /** Kinds of places. */
    public enum Kind {
        /** The host's own disk, below the directory for benchmarks. */
        LOCAL("local"),
        /** The host's own disk for bricks, XFS as a rule, without Gluster. */
        BRICK_DISK("brick-disk"),
        /** A volume through a mount. */
        MOUNT("mount"),
        /** A file on the volume with an ext4 file system in it, mounted there: for one writer at a time. */
        IMAGE("image");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
