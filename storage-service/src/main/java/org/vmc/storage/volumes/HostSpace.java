package org.vmc.storage.volumes;

/**
 * The room a host has for bricks.
 *
 * @param totalBytes size of the file system of the bricks
 * @param freeBytes free on it now
 * @param promisedBytes promised to volumes, used by them already or not
 */
record HostSpace(String host, long totalBytes, long freeBytes, long promisedBytes) {

    /** What can be promised to a new brick. */
    long availableBytes() {
        return Math.max(0, Math.min(freeBytes, totalBytes - promisedBytes));
    }

    String describe() {
        return "%s has %s (%s free of %s, %s promised to volumes)"
                .formatted(
                        host,
                        new ByteSize(availableBytes()),
                        new ByteSize(freeBytes),
                        new ByteSize(totalBytes),
                        new ByteSize(promisedBytes));
    }
}
