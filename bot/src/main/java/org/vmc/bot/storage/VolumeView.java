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
        @Nullable String owner,
        @Nullable String mountSource,
        @Nullable List<BrickView> bricks) {

    record BrickView(String host, String path, boolean online) {
        String line() {
            return host + ":" + path + (online ? " (online)" : " (OFFLINE)");
        }
    }

    List<BrickView> presentBricks() {
        return bricks == null ? List.of() : bricks;
    }
}
