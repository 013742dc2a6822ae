package org.vmc.storage.files;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a volume.
 *
 * @param truncated whether there are more
 * @param sets how many sets of bricks were looked through, all at the same time
 * @param tookMillis how long that took
 */
record VolumeFiles(List<File> items, boolean truncated, int sets, long tookMillis) {

    /** @param bytes null where bricks keep parts of files */
    record File(String path, @Nullable Long bytes, Instant modifiedAt) {}
}
