package org.vmc.storage.disks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Disk;
import org.vmc.storage.gluster.HostDisks;

/**
 * The disks of a host as shown to users.
 *
 * @param state {@code ANSWERS} or {@code SILENT}
 * @param reason why it is silent
 * @param missingTools programs that would tell more
 */
record HostDisksView(
        String host, String state, @Nullable String reason, List<DiskView> disks, List<String> missingTools) {

    /**
     * A disk; what nobody tells is null.
     *
     * @param uses file systems on it
     * @param sataVersion of the standard, such as {@code SATA 3.2}
     * @param sataGeneration 1 to 3, of what the disk can
     * @param maxGbits the most it can, such as {@code 6.0}
     * @param portGbits the most its port can
     * @param negotiatedGbits what they agreed on
     * @param health {@code PASSED}, {@code FAILING} or {@code UNKNOWN}
     */
    record DiskView(
            String name,
            @Nullable String model,
            @Nullable String serial,
            @Nullable String firmware,
            long sizeBytes,
            boolean rotational,
            @Nullable String transport,
            boolean trim,
            boolean readOnly,
            List<String> uses,
            @Nullable String sataVersion,
            @Nullable Integer sataGeneration,
            @Nullable String maxGbits,
            @Nullable String portGbits,
            @Nullable String negotiatedGbits,
            String health,
            List<String> warnings) {

        static DiskView of(Disk disk) {
            var link = disk.link();
            return new DiskView(
                    disk.name(),
                    disk.model(),
                    disk.serial(),
                    disk.firmware(),
                    disk.sizeBytes(),
                    disk.rotational(),
                    disk.transport(),
                    disk.trims(),
                    disk.readOnly(),
                    disk.uses(),
                    link.version(),
                    DiskRules.generation(link.ofDisk()),
                    DiskRules.gigabits(link.ofDisk()),
                    DiskRules.gigabits(link.ofPort()),
                    DiskRules.gigabits(link.negotiated()),
                    disk.health().name(),
                    DiskRules.warnings(disk));
        }
    }

    static HostDisksView of(HostDisks host) {
        return switch (host) {
            case HostDisks.Answered answered ->
                new HostDisksView(
                        answered.host(),
                        "ANSWERS",
                        null,
                        answered.disks().stream().map(DiskView::of).toList(),
                        answered.missingTools());
            case HostDisks.Silent silent ->
                new HostDisksView(silent.host(), "SILENT", silent.reason(), List.of(), List.of());
        };
    }
}
