package org.vmc.storage.gluster;

import java.time.Duration;

/** What was read from a disk, and how long that took. */
public record DiskRead(long bytes, Duration took) {

    public double mebibytesPerSecond() {
        return bytes / (double) (1 << 20) / Math.max(1e-9, took.toNanos() / 1e9);
    }
}
