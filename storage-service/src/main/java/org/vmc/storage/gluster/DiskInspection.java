package org.vmc.storage.gluster;

import java.util.List;

/**
 * The disks of the configured hosts. Nothing is ever written to one. Thread-safe.
 *
 * <p>Failures of {@link #read} as in {@link GlusterPool}.
 */
public interface DiskInspection {

    /** One for each configured host, in order, asked at the same time. */
    List<HostDisks> disks();

    HostDisks disks(String host);

    /**
     * Reads from the beginning of a disk, past the kernel's cache.
     *
     * @param disk name of a whole disk; anything else is refused
     * @param mebibytes how much, or all there is when that is less
     */
    DiskRead read(String host, String disk, int mebibytes);
}
