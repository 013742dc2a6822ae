package org.vmc.bot.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of the disks of a storage host. */
record HostDisksView(
        String host,
        String state,
        @Nullable String reason,
        @Nullable List<DiskView> disks,
        @Nullable List<String> missingTools) {

    record DiskView(
            String name,
            @Nullable String model,
            @Nullable String firmware,
            long sizeBytes,
            @Nullable Boolean rotational,
            @Nullable Boolean trim,
            @Nullable String transport,
            @Nullable String negotiatedGbits,
            @Nullable String maxGbits,
            @Nullable String health,
            @Nullable List<String> uses,
            @Nullable List<String> warnings) {

        String kind() {
            String medium = Boolean.TRUE.equals(rotational) ? "platters" : "flash";
            return medium + (Boolean.TRUE.equals(trim) ? ", TRIM" : "") + (transport == null ? "" : ", " + transport);
        }

        /** Such as {@code 3.0 of 6.0 Gb/s}. */
        String link() {
            if (negotiatedGbits == null) {
                return "-";
            }
            return negotiatedGbits + (maxGbits == null ? "" : " of " + maxGbits) + " Gb/s";
        }

        List<String> presentUses() {
            return uses == null ? List.of() : uses;
        }

        List<String> presentWarnings() {
            return warnings == null ? List.of() : warnings;
        }
    }

    List<DiskView> presentDisks() {
        return disks == null ? List.of() : disks;
    }

    List<String> presentMissingTools() {
        return missingTools == null ? List.of() : missingTools;
    }
}
