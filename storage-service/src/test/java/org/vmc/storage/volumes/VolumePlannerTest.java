package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.storage.classes.StorageClasses;
import org.vmc.storage.gluster.SetShape;
import org.vmc.storage.volumes.VolumePlanner.Planning;

class VolumePlannerTest {

    private static final long GIB = 1L << 30;
    private static final VolumeWish REPLICATED = ofClass("shared-read");
    private static final VolumeWish DISTRIBUTED = ofClass("scratch");
    private static final VolumeWish ARBITER = new VolumeWish(VolumeLayout.ARBITER, SetShape.ARBITER, null);
    private static final VolumeWish DISPERSED = new VolumeWish(VolumeLayout.DISPERSED, SetShape.dispersed(2, 1), null);

    @Test
    void putsThreeCopiesOnTheThreeRoomiestHosts() {
        var planned = planned(VolumePlanner.plan(
                REPLICATED, gib(1), List.of(host("h1", 10), host("h2", 2), host("h3", 30), host("h4", 20))));
        assertThat(planned.layout()).isEqualTo(VolumeLayout.REPLICATED);
        assertThat(planned.shape()).isEqualTo(SetShape.replicated(3));
        assertThat(planned.hosts()).containsExactly("h1", "h3", "h4");
        assertThat(planned.brickBytes()).isEqualTo(GIB);
        assertThat(planned.why()).contains("3 copies", "one host may be lost", "h3 has 30.0 GiB", "h2 has 2.0 GiB");
    }

    @Test
    void decidesTheSameWhateverTheOrderOfEqualHosts() {
        var one = VolumePlanner.plan(
                REPLICATED, gib(1), List.of(host("h4", 5), host("h2", 5), host("h3", 5), host("h1", 5)));
        var other = VolumePlanner.plan(
                REPLICATED, gib(1), List.of(host("h1", 5), host("h3", 5), host("h2", 5), host("h4", 5)));
        assertThat(one).isEqualTo(other);
        assertThat(planned(one).hosts()).containsExactly("h1", "h2", "h3");
    }

    @Test
    void countsWhatIsPromisedEvenIfItIsNotUsedYet() {
        var promised = new HostSpace("h1", 10 * GIB, 10 * GIB, 9 * GIB + GIB / 2);
        var planning = VolumePlanner.plan(REPLICATED, gib(1), List.of(promised, host("h2", 5), host("h3", 5)));
        assertThat(planning).isInstanceOfSatisfying(Planning.NoSpace.class, noSpace -> assertThat(noSpace.detail())
                .contains("h1 has 512.0 MiB", "10.0 GiB free of 10.0 GiB", "9.5 GiB promised", "3 copies of 1.0 GiB"));
    }

    @Test
    void needsAHostForEachCopy() {
        assertThat(VolumePlanner.plan(REPLICATED, gib(1), List.of(host("h1", 5), host("h2", 5))))
                .isInstanceOfSatisfying(Planning.TooFewHosts.class, tooFew -> assertThat(tooFew.detail())
                        .contains("3 copies", "2 can carry bricks: h1, h2"));
        assertThat(VolumePlanner.plan(DISTRIBUTED, gib(1), List.of())).isInstanceOf(Planning.TooFewHosts.class);
    }

    @Test
    void spreadsADistributedVolumeOverAllHosts() {
        var planned = planned(VolumePlanner.plan(
                DISTRIBUTED, gib(4), List.of(host("h1", 5), host("h2", 5), host("h3", 5), host("h4", 5))));
        assertThat(planned.layout()).isEqualTo(VolumeLayout.DISTRIBUTED);
        assertThat(planned.hosts()).containsExactly("h1", "h2", "h3", "h4");
        assertThat(planned.brickBytes()).isEqualTo(GIB);
    }

    @Test
    void leavesOutHostsThatCannotCarryTheirShare() {
        var planned =
                planned(VolumePlanner.plan(DISTRIBUTED, gib(8), List.of(host("h1", 6), host("h2", 5), host("h3", 1))));
        assertThat(planned.hosts()).containsExactly("h1", "h2");
        assertThat(planned.brickBytes()).isEqualTo(4 * GIB);
    }

    @Test
    void refusesADistributedVolumeThatFitsNowhere() {
        assertThat(VolumePlanner.plan(DISTRIBUTED, gib(100), List.of(host("h1", 6), host("h2", 5))))
                .isInstanceOfSatisfying(Planning.NoSpace.class, noSpace -> assertThat(noSpace.detail())
                        .contains("100.0 GiB", "h1 has 6.0 GiB", "h2 has 5.0 GiB"));
    }

    @Test
    void putsAnArbiterWhereLittleRoomIsLeft() {
        var planned = planned(VolumePlanner.plan(
                ARBITER, gib(4), List.of(host("h1", 1), host("h2", 9), host("h3", 8), host("h4", 7))));
        assertThat(planned.hosts()).containsExactly("h2", "h3", "h1");
        assertThat(VolumePlanner.promise(planned.shape(), 1, planned.brickBytes()))
                .isEqualTo(4 * GIB);
        assertThat(VolumePlanner.promise(planned.shape(), 2, planned.brickBytes()))
                .isEqualTo(GIB / 8);
    }

    @Test
    void cutsADispersedVolumeIntoItsDataBricks() {
        var planned =
                planned(VolumePlanner.plan(DISPERSED, gib(4), List.of(host("h1", 3), host("h2", 3), host("h3", 3))));
        assertThat(planned.layout()).isEqualTo(VolumeLayout.DISPERSED);
        assertThat(planned.brickBytes()).isEqualTo(2 * GIB);
        assertThat(planned.why()).contains("any 1 of 3 hosts may be lost");
    }

    @ParameterizedTest
    @CsvSource({
        "DISTRIBUTED_REPLICATED, 3, 0, 0",
        "DISTRIBUTED_ARBITER,    3, 1, 0",
        "DISTRIBUTED_DISPERSED,  3, 0, 1",
        "DISTRIBUTED_DISPERSED,  6, 0, 2",
    })
    void neverPutsTwoBricksOfASetOnOneHost(VolumeLayout layout, int bricks, int arbiters, int redundancy) {
        var shape = new SetShape(bricks, arbiters, redundancy);
        var hosts = IntStream.rangeClosed(1, 7)
                .mapToObj(number -> host("h" + number, 40 + 7L * number))
                .toList();
        for (var sets = 2; sets <= 4; sets++) {
            var planned = planned(VolumePlanner.plan(new VolumeWish(layout, shape, sets), gib(60), hosts));
            assertThat(planned.layout()).isEqualTo(layout);
            assertThat(planned.hosts()).hasSize(sets * bricks);
            for (var set = 0; set < sets; set++) {
                assertThat(planned.hosts().subList(set * bricks, (set + 1) * bricks))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void takesAsManySetsAsTheHostsAreGoodFor() {
        var hosts = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> host("h" + number, 10))
                .toList();
        var wish = new VolumeWish(VolumeLayout.DISTRIBUTED_REPLICATED, SetShape.replicated(3), null);
        assertThat(planned(VolumePlanner.plan(wish, gib(9), hosts)).hosts())
                .hasSize(9)
                .doesNotHaveDuplicates();
        assertThat(planned(VolumePlanner.plan(wish, gib(9), hosts.subList(0, 4)))
                        .hosts())
                .hasSize(6);
    }

    @Test
    void countsTheRoomThatItsOwnSetsTake() {
        var wish = new VolumeWish(VolumeLayout.DISTRIBUTED_REPLICATED, SetShape.replicated(3), 2);
        var hosts = List.of(host("h1", 5), host("h2", 5), host("h3", 5));
        assertThat(planned(VolumePlanner.plan(wish, gib(5), hosts)).hosts()).hasSize(6);
        var tight = List.of(host("h1", 9), host("h2", 9), host("h3", 9));
        assertThat(VolumePlanner.plan(wish, gib(18), tight)).isInstanceOf(Planning.NoSpace.class);
    }

    private static Planning.Planned planned(Planning planning) {
        assertThat(planning).isInstanceOf(Planning.Planned.class);
        return (Planning.Planned) planning;
    }

    private static VolumeWish ofClass(String name) {
        return NewVolume.ofClass("v", name, "1G").checked(new StorageClasses()).wish();
    }

    private static ByteSize gib(long amount) {
        return new ByteSize(amount * GIB);
    }

    private static HostSpace host(String name, long gib) {
        return new HostSpace(name, gib * GIB, gib * GIB, 0);
    }
}
