package org.vmc.bot.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of a volume. */
record VolumeView(
        String id,
        String name,
        @Nullable String status,
        @JsonProperty("class") @Nullable String storageClass,
        @Nullable String layout,
        @Nullable Long sizeBytes,
        @Nullable Long usedBytes,
        @Nullable Long usedPercent,
        @Nullable String owner,
        @Nullable String mountSource,
        @Nullable List<SetView> sets) {

    record SetView(int number, @Nullable List<BrickView> bricks) {
        List<BrickView> presentBricks() {
            return bricks == null ? List.of() : bricks;
        }
    }

    record BrickView(
            String host,
            String path,
            boolean online,
            @Nullable Boolean arbiter) {
        String line() {
            return host + ":" + path + (Boolean.TRUE.equals(arbiter) ? " arbiter" : "")
                    + (online ? " (online)" : " (OFFLINE)");
        }
    }

    List<SetView> presentSets() {
        return sets == null ? List.of() : sets;
    }

    /** Such as {@code 2 x 3}: sets and the bricks of each. */
    String bricksBySet() {
        List<SetView> present = presentSets();
        return present.isEmpty()
                ? "-"
                : present.size() + " x " + present.getFirst().presentBricks().size();
    }
}
