package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vmc.storage.classes.StorageClass;
import org.vmc.storage.classes.StorageClasses;
import org.vmc.storage.volumes.VolumePlanner.Planning;

class VolumePlannerTest {

    private static final long GIB = 1L << 30;
    private static final StorageClass REPLICATED = storageClass("shared-read");
    private static final StorageClass DISTRIBUTED = storageClass("scratch");

    @Test
    void putsThreeCopiesOnTheThreeRoomiestHosts() {
        var planning = VolumePlanner.plan(
                REPLICATED, gib(1), List.of(host("h1", 10), host("h2", 2), host("h3", 30), host("h4", 20)));
        assertThat(planning)
                .isEqualTo(new Planning.Planned(VolumeLayout.REPLICATED, 3, List.of("h1", "h3", "h4"), GIB));
    }

    @Test
    void decidesTheSameWhateverTheOrderOfEqualHosts() {
        var one = VolumePlanner.plan(
                REPLICATED, gib(1), List.of(host("h4", 5), host("h2", 5), host("h3", 5), host("h1", 5)));
        var other = VolumePlanner.plan(
                REPLICATED, gib(1), List.of(host("h1", 5), host("h3", 5), host("h2", 5), host("h4", 5)));
        assertThat(one).isEqualTo(other);
        assertThat(((Planning.Planned) one).hosts()).containsExactly("h1", "h2", "h3");
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
        var planning = VolumePlanner.plan(
                DISTRIBUTED, gib(4), List.of(host("h1", 5), host("h2", 5), host("h3", 5), host("h4", 5)));
        assertThat(planning)
                .isEqualTo(new Planning.Planned(VolumeLayout.DISTRIBUTED, 1, List.of("h1", "h2", "h3", "h4"), GIB));
    }

    @Test
    void leavesOutHostsThatCannotCarryTheirShare() {
        var planning = VolumePlanner.plan(DISTRIBUTED, gib(8), List.of(host("h1", 6), host("h2", 5), host("h3", 1)));
        assertThat(planning).isEqualTo(new Planning.Planned(VolumeLayout.DISTRIBUTED, 1, List.of("h1", "h2"), 4 * GIB));
    }

    @Test
    void refusesADistributedVolumeThatFitsNowhere() {
        assertThat(VolumePlanner.plan(DISTRIBUTED, gib(100), List.of(host("h1", 6), host("h2", 5))))
                .isInstanceOfSatisfying(Planning.NoSpace.class, noSpace -> assertThat(noSpace.detail())
                        .contains("100.0 GiB", "h1 has 6.0 GiB", "h2 has 5.0 GiB"));
    }

    private static StorageClass storageClass(String name) {
        return new StorageClasses().named(name).orElseThrow();
    }

    private static ByteSize gib(long amount) {
        return new ByteSize(amount * GIB);
    }

    private static HostSpace host(String name, long gib) {
        return new HostSpace(name, gib * GIB, gib * GIB, 0);
    }
}
