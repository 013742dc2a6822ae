package org.vmc.storage.volumes;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.SetShape;

/** A brick that is to be, and the room of its host that it may take at most. */
record PromisedBrick(Brick brick, long bytes) {

    /** Whole sets of bricks. */
    static List<PromisedBrick> all(SetShape shape, List<Brick> bricks, long brickBytes) {
        return IntStream.range(0, bricks.size())
                .mapToObj(position ->
                        new PromisedBrick(bricks.get(position), VolumePlanner.promise(shape, position, brickBytes)))
                .toList();
    }

    static List<Brick> bricks(List<PromisedBrick> promised) {
        return promised.stream().map(PromisedBrick::brick).toList();
    }

    /** What each host is to carry. */
    static Map<String, Long> byHost(List<PromisedBrick> promised) {
        return promised.stream()
                .collect(Collectors.groupingBy(
                        each -> each.brick().host(), Collectors.summingLong(PromisedBrick::bytes)));
    }
}
