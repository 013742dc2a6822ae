package org.vmc.storage.gluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk of a host as the kernel and, where smartctl is installed, the disk itself tell it. What is not told is null.
 *
 * @param name as the kernel calls it, such as {@code sda}
 * @param firmware version of it
 * @param rotational whether it has platters; a virtual disk may say either
 * @param transport such as {@code sata}, {@code nvme}, {@code usb}
 * @param trims whether freed blocks can be told to it
 * @param readOnly whether the kernel refuses to write to it
 * @param uses mount points and file systems on it and on its partitions, such as {@code xfs at /bricks/b1}
 * @param link of a SATA disk
 * @param health what SMART says about it
 */
public record Disk(
        String name,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String firmware,
        long sizeBytes,
        boolean rotational,
        @Nullable String transport,
        boolean trims,
        boolean readOnly,
        List<String> uses,
        SataLink link,
        Health health) {

    /** What SMART says. */
    public enum Health {
        PASSED,
        FAILING,
        /** No smartctl, a disk that sleeps, or one that has no SMART. */
        UNKNOWN
    }

    /**
     * Speeds in tenths of Gbit/s, as 60 for SATA's third generation.
     *
     * @param version of the standard that the disk follows, such as {@code SATA 3.2}
     * @param negotiated what disk and port agreed on
     * @param ofDisk the most the disk can
     * @param ofPort the most the port can
     */
    public record SataLink(
            @Nullable String version,
            @Nullable Integer negotiated,
            @Nullable Integer ofDisk,
            @Nullable Integer ofPort) {

        static final SataLink NONE = new SataLink(null, null, null, null);

        /** Whether the disk could do more than was agreed on. */
        public boolean isLimited() {
            return negotiated != null && ofDisk != null && negotiated < ofDisk;
        }

        /** Whether it is known that the port can do no more. */
        public boolean isLimitedByPort() {
            return isLimited() && ofPort != null && ofPort.equals(negotiated);
        }
    }

    public Disk {
        uses = List.copyOf(uses);
    }
}
