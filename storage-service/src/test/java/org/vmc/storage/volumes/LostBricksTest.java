package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.contracts.storage.FilesUsable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.SetShape;

class LostBricksTest {

    /** {@code lost}: positions in the volume. */
    @ParameterizedTest
    @CsvSource({
        "replicated,  3, 1,    ALL",
        "replicated,  3, 1 2,  NONE",
        "arbiter,     3, 2,    ALL",
        "arbiter,     3, 0 2,  NONE",
        "dispersed,   3, 0,    ALL",
        "dispersed,   3, 0 1,  NONE",
        "distributed, 3, 0,    SOME",
        "distributed, 1, 0,    NONE",
        "replicated,  6, 0 3,  ALL",
        "replicated,  6, 3 4,  SOME",
        "mirrored,    2, 0,    ALL",
    })
    void saysWhatCanBeUsedByLayout(String layout, int bricks, String lost, FilesUsable usable) {
        assertThat(lost(shape(layout), bricks, lost).usable()).isEqualTo(usable);
    }

    @Test
    void saysWhatIsLostAndWhatWouldComeNext() {
        assertThat(lost(SetShape.replicated(3), 6, "4").explanation())
                .isEqualTo("1 of 6 bricks are away. h4:/b is away, it is gone. All files can be read and written."
                        + " If set 2 loses one more, its files cannot be used.");
        assertThat(lost(SetShape.SINGLE, 2, "1").explanation())
                .contains("those on set 2 cannot until bricks are back", "Nothing of them is lost.");
        assertThat(lost(SetShape.SINGLE, 2, "").explanation()).isEqualTo("All bricks run.");
    }

    private static SetShape shape(String layout) {
        return switch (layout) {
            case "replicated" -> SetShape.replicated(3);
            case "mirrored" -> SetShape.replicated(2);
            case "arbiter" -> SetShape.ARBITER;
            case "dispersed" -> SetShape.dispersed(2, 1);
            default -> SetShape.SINGLE;
        };
    }

    private static LostBricks lost(SetShape shape, int bricks, String positions) {
        var all = IntStream.range(0, bricks)
                .mapToObj(position -> new Brick("h" + position, "/b"))
                .toList();
        var lost = new LinkedHashMap<Brick, String>();
        List.of(positions == null ? "" : positions).forEach(text -> text.lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .filter(word -> !word.isBlank())
                .forEach(word -> lost.put(all.get(Integer.parseInt(word)), "it is gone.")));
        return new LostBricks(shape, all, lost);
    }
}
