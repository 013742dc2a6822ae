package org.vmc.storage.disks;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Input of {@link ReadDisk}.
 *
 * @param host configured name
 * @param disk as the kernel calls it
 */
record DiskReading(String host, String disk, int mebibytes) {

    /** The same for the same disk, as long as the kernel calls it the same. */
    UUID diskId() {
        return UUID.nameUUIDFromBytes(toString(host, disk).getBytes(StandardCharsets.UTF_8));
    }

    /** Such as {@code h1:sda}. */
    static String toString(String host, String disk) {
        return host + ":" + disk;
    }
}
