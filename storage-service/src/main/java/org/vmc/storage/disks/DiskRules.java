package org.vmc.storage.disks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Disk;

/** What about a disk deserves a warning, and what helps. */
final class DiskRules {

    private DiskRules() {}

    static List<String> warnings(Disk disk) {
        var warnings = new ArrayList<String>();
        if (disk.health() == Disk.Health.FAILING) {
            warnings.add("SMART says that it is failing: replace the bricks on it before it is gone"
                    + " (/storage volume replace-brick)");
        }
        var link = disk.link();
        if (link.isLimitedByPort()) {
            warnings.add("its port can do %s Gb/s only and limits it, it could do %s: move it to a faster port"
                    .formatted(gigabits(link.ofPort()), gigabits(link.ofDisk())));
        } else if (link.isLimited()) {
            warnings.add(
                    "its link runs at %s Gb/s, it could do %s: move it to a faster port, or look at cable and firmware settings"
                            .formatted(gigabits(link.negotiated()), gigabits(link.ofDisk())));
        }
        if (disk.readOnly()) {
            warnings.add("it is read-only");
        }
        return warnings;
    }

    /** Such as {@code 6.0} for 60 tenths. */
    static @Nullable String gigabits(@Nullable Integer tenths) {
        return tenths == null ? null : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }

    /** Of SATA: 1 for 1.5, 2 for 3.0, 3 for 6.0 Gbit/s; null for any other speed. */
    static @Nullable Integer generation(@Nullable Integer tenths) {
        if (tenths == null) {
            return null;
        }
        return switch (tenths) {
            case 15 -> 1;
            case 30 -> 2;
            case 60 -> 3;
            default -> null;
        };
    }
}
