package org.vmc.storage.volumes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A volume as shown to users.
 *
 * @param status as last seen: {@code ABSENT}, {@code CREATED}, {@code STARTED} or {@code STOPPED}
 * @param managed false for one found in the pool, which VMC does not delete
 * @param mountSource what to mount, such as {@code h1:/src}, once it is there
 * @param mountOptions options for {@code mount -t glusterfs} that survive the loss of the first host
 * @param observedAt when status and bricks were last seen
 */
record VolumeView(
        UUID id,
        String name,
        @JsonProperty("class") @Nullable String storageClass,
        String layout,
        int replicas,
        @Nullable Long sizeBytes,
        ObservedStatus status,
        boolean managed,
        String owner,
        String team,
        List<BrickView> bricks,
        @Nullable String mountSource,
        @Nullable String mountOptions,
        Instant createdAt,
        @Nullable Instant observedAt) {

    /** A brick and whether its process was seen running. */
    record BrickView(String host, String path, boolean online) {}

    static VolumeView of(Volume volume) {
        var hosts = volume.bricks.stream().map(brick -> brick.host).distinct().toList();
        var mountable = volume.status == ObservedStatus.STARTED;
        return new VolumeView(
                volume.id,
                volume.name,
                volume.storageClass,
                volume.layout,
                volume.replicas,
                volume.sizeBytes,
                volume.status,
                volume.managed,
                volume.owner,
                volume.team,
                volume.bricks.stream()
                        .map(brick -> new BrickView(brick.host, brick.path, brick.online))
                        .toList(),
                mountable ? hosts.getFirst() + ":/" + volume.name : null,
                mountable && hosts.size() > 1
                        ? hosts.stream().skip(1).collect(Collectors.joining(":", "backup-volfile-servers=", ""))
                        : null,
                volume.createdAt,
                volume.observedAt);
    }
}
