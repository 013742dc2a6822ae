package org.vmc.storage.gluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A volume as Gluster describes it.
 *
 * @param id Gluster's id of it
 * @param type Gluster's words, such as {@code Replicate} or {@code Distribute}
 * @param shape of each of its sets
 * @param bricks in Gluster's order: consecutive ones form a set
 * @param options those that were set, or that Gluster sets by itself
 */
public record GlusterVolume(
        UUID id,
        String name,
        VolumeStatus status,
        String type,
        SetShape shape,
        List<Brick> bricks,
        Map<String, String> options) {

    public GlusterVolume {
        bricks = List.copyOf(bricks);
        options = Map.copyOf(options);
    }

    /** As Gluster counts; 1 when not replicated. */
    public int replicas() {
        return shape.replicas();
    }

    /** Its bricks, set by set. */
    public List<List<Brick>> sets() {
        return IntStream.range(0, bricks.size() / shape.bricks())
                .mapToObj(set -> bricks.subList(set * shape.bricks(), (set + 1) * shape.bricks()))
                .toList();
    }

    /** The set that holds the brick; empty when none does. */
    public List<Brick> setOf(Brick brick) {
        return sets().stream().filter(set -> set.contains(brick)).findFirst().orElse(List.of());
    }

    /** Its bricks but the arbiters. */
    public List<Brick> contentBricks() {
        return IntStream.range(0, bricks.size())
                .filter(position -> !shape.isArbiter(position))
                .mapToObj(bricks::get)
                .toList();
    }

    /** Whether files are cut into pieces, each placed as a file of its own. */
    public boolean isSharded() {
        return Set.of("on", "enable", "true", "yes", "1").contains(options.getOrDefault("features.shard", "off"));
    }

    /** Whether Gluster counts what its files take. */
    public boolean isCounted() {
        return options.getOrDefault("features.quota", "off").equals("on");
    }

    public boolean isStarted() {
        return status == VolumeStatus.STARTED;
    }
}
