package org.vmc.storage.volumes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.contracts.storage.FilesUsable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.SetShape;

/**
 * The bricks of a volume that are away, and what that means by its layout.
 *
 * @param bricks all of the volume
 * @param lost why, a sentence, for each that is away
 */
record LostBricks(SetShape shape, List<Brick> bricks, Map<Brick, String> lost) {

    LostBricks {
        bricks = List.copyOf(bricks);
        lost = new LinkedHashMap<>(lost);
    }

    boolean none() {
        return lost.isEmpty();
    }

    /** As Gluster writes them, in its order. */
    List<String> names() {
        return bricks.stream().filter(lost::containsKey).map(Brick::toString).toList();
    }

    /** Every file lies on one set, so it can be used as long as its set has enough bricks. */
    FilesUsable usable() {
        var working = IntStream.range(0, sets()).filter(set -> spare(set) >= 0).count();
        if (working == sets()) {
            return FilesUsable.ALL;
        }
        return working > 0 ? FilesUsable.SOME : FilesUsable.NONE;
    }

    /** What is lost, what still works, and what would come next. */
    String explanation() {
        if (none()) {
            return "All bricks run.";
        }
        var reasons = bricks.stream()
                .filter(lost::containsKey)
                .map(brick -> brick + " is away, " + lost.get(brick))
                .collect(Collectors.joining(" "));
        return "%d of %d bricks are away. %s %s".formatted(lost.size(), bricks.size(), reasons, consequence());
    }

    private String consequence() {
        return switch (usable()) {
            case ALL -> "All files can be read and written. " + next();
            case SOME ->
                "Files on the other sets can be read and written; those on %s cannot until bricks are back. Nothing of them is lost."
                        .formatted(numbers(true));
            case NONE -> "No file can be read or written until bricks are back. Nothing is lost.";
        };
    }

    private String next() {
        var spare = IntStream.range(0, sets()).map(this::spare).min().orElse(0);
        return spare == 0
                ? "If %s loses one more, its files cannot be used.".formatted(numbers(false))
                : "Each set may lose %d more.".formatted(spare);
    }

    private String numbers(boolean failed) {
        return IntStream.range(0, sets())
                .filter(set -> failed ? spare(set) < 0 : spare(set) == 0)
                .mapToObj(set -> "set " + (set + 1))
                .collect(Collectors.joining(", "));
    }

    private int sets() {
        return bricks.size() / shape.bricks();
    }

    /** Bricks it may still lose; less than zero when it has lost too many. */
    private int spare(int set) {
        var own = bricks.subList(set * shape.bricks(), (set + 1) * shape.bricks());
        var running =
                (int) own.stream().filter(brick -> !lost.containsKey(brick)).count();
        return running - needed();
    }

    /**
     * Of copies a majority, the arbiter counted; but of two copies, which nobody should have, Gluster is content with
     * one.
     */
    private int needed() {
        if (!shape.keepsCopies()) {
            return shape.usableBricks();
        }
        return shape.bricks() == 2 ? 1 : shape.bricks() / 2 + 1;
    }
}
