package org.vmc.storage.gluster;

import java.util.UUID;

/**
 * A tree of small files: directories {@code d0}, {@code d1} … with files {@code f<directory>-<number>} in each.
 *
 * @param id names it on every disk, so that nothing else is ever removed
 * @param directories from 1
 * @param files in each directory, from 1
 * @param bytes of each file
 */
public record Tree(UUID id, int directories, int files, int bytes) {

    /** Name of the directory that it lies in. */
    public String directory() {
        return "vmc-benchmark-" + id;
    }

    public long totalFiles() {
        return (long) directories * files;
    }

    public long totalBytes() {
        return totalFiles() * bytes;
    }

    /** The file that is looked for: the last one made. */
    public String lastFile() {
        return "f%d-%d".formatted(directories - 1, files - 1);
    }
}
