package org.vmc.storage.volumes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.SetShape;

/**
 * A volume as shown to users.
 *
 * @param status as last seen: {@code ABSENT}, {@code CREATED}, {@code STARTED} or {@code STOPPED}
 * @param usedBytes what its files took when that was last seen; absent for one without a limit
 * @param usedPercent the same of its size
 * @param bricks all of them, in Gluster's order
 * @param sets the same, set by set
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
        @Nullable Long usedBytes,
        @Nullable Long usedPercent,
        ObservedStatus status,
        boolean managed,
        String owner,
        String team,
        List<BrickView> bricks,
        List<SetView> sets,
        @Nullable String mountSource,
        @Nullable String mountOptions,
        Instant createdAt,
        @Nullable Instant observedAt) {

    /**
     * A brick and whether its process was seen running.
     *
     * @param arbiter whether it keeps names alone
     */
    record BrickView(String host, String path, boolean online, boolean arbiter) {}

    /**
     * Bricks that keep each file together.
     *
     * @param number from 1
     * @param mayLose bricks that may still be lost before it stops working
     */
    record SetView(int number, int mayLose, List<BrickView> bricks) {}

    static VolumeView of(Volume volume) {
        var hosts = volume.bricks.stream().map(brick -> brick.host).distinct().toList();
        var bricks = bricks(volume);
        var mountable = volume.status == ObservedStatus.STARTED;
        return new VolumeView(
                volume.id,
                volume.name,
                volume.storageClass,
                volume.layout,
                volume.replicas,
                volume.sizeBytes,
                volume.usedBytes,
                usedPercent(volume),
                volume.status,
                volume.managed,
                volume.owner,
                volume.team,
                bricks,
                sets(volume, bricks),
                mountable ? hosts.getFirst() + ":/" + volume.name : null,
                mountable && hosts.size() > 1
                        ? hosts.stream().skip(1).collect(Collectors.joining(":", "backup-volfile-servers=", ""))
                        : null,
                volume.createdAt,
                volume.observedAt);
    }

    private static @Nullable Long usedPercent(Volume volume) {
        return volume.usedBytes == null || volume.sizeBytes == null || volume.sizeBytes == 0
                ? null
                : volume.usedBytes * 100 / volume.sizeBytes;
    }

    private static List<BrickView> bricks(Volume volume) {
        var shape = volume.shape();
        return IntStream.range(0, volume.bricks.size())
                .mapToObj(position -> {
                    var brick = volume.bricks.get(position);
                    return new BrickView(brick.host, brick.path, brick.online, shape.isArbiter(position));
                })
                .toList();
    }

    private static List<SetView> sets(Volume volume, List<BrickView> bricks) {
        var shape = volume.shape();
        return IntStream.range(0, volume.sets())
                .mapToObj(set -> {
                    var own = bricks.subList(set * shape.bricks(), (set + 1) * shape.bricks());
                    return new SetView(set + 1, mayLose(shape, own), own);
                })
                .toList();
    }

    private static int mayLose(SetShape shape, List<BrickView> set) {
        var online = set.stream().filter(BrickView::online).count();
        // Of copies a majority must be there, the arbiter counted.
        var needed = shape.keepsCopies() ? shape.bricks() / 2 + 1 : shape.usableBricks();
        return (int) Math.max(0, online - needed);
    }
}
