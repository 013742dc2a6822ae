package org.vmc.lab.hosts;

import java.nio.file.Path;
import java.util.Optional;
import org.vmc.lab.linux.ByteSize;

/**
 * How many hosts there shall be, and how big.
 *
 * @param count number of hosts, 1 to 64
 * @param cpus CPUs that one host and its guests may use together, for example 0.3
 * @param memory memory that one host and its guests may use together
 * @param brickSize size of a host's brick file system; it takes space only as it fills
 * @param authorizedKeys file with public keys that may log in to the hosts as root, besides the lab's own
 */
public record HostSettings(int count, double cpus, ByteSize memory, ByteSize brickSize, Optional<Path> authorizedKeys) {

    /** XFS refuses smaller file systems. */
    public static final ByteSize SMALLEST_BRICK = ByteSize.ofMib(300);

    public HostSettings {
        if (count < 1 || count > 64) {
            throw new IllegalArgumentException("The number of hosts is 1 to 64, not " + count);
        }
        if (!(cpus >= 0.01 && cpus <= 1024)) {
            throw new IllegalArgumentException("CPUs of a host are 0.01 to 1024, not " + cpus);
        }
        if (memory.mib() < 64) {
            throw new IllegalArgumentException("A host needs at least 64MiB of memory, not " + memory);
        }
        if (brickSize.bytes() < SMALLEST_BRICK.bytes()) {
            throw new IllegalArgumentException("A brick has at least " + SMALLEST_BRICK + ", not " + brickSize);
        }
    }
}
