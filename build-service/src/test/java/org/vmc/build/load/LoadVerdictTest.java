package org.vmc.build.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadVerdictTest {
    private static final int POINTS = 10;

    @Test
    void namesTheHostThatWasIdleWhileAnotherWorked() {
        var verdict = LoadVerdict.of(List.of(host("h1", true, 0.95), host("w1", false, 0.9), host("w2", false, 0.2)));

        assertThat(verdict.idlest()).isEqualTo("w2");
        assertThat(verdict.busiest()).isEqualTo("h1");
        assertThat(verdict.imbalance()).isCloseTo(0.75, within(0.001));
        assertThat(verdict.bottleneck()).isEqualTo(Bottleneck.BUILDER_CPU);
        assertThat(verdict.sentence())
                .contains("builder h1", "100 % of the time", "w2 was busy for 20 %", "h1 was for 95 %");
    }

    @Test
    void hostsThatAreBusyAlikeAreNotCalledUnequal() {
        var verdict = LoadVerdict.of(List.of(host("h1", true, 0.9), host("w1", false, 0.95), host("w2", false, 0.86)));

        assertThat(verdict.bottleneck()).isEqualTo(Bottleneck.ALL_CPU);
        assertThat(verdict.idlest()).isNull();
        assertThat(verdict.sentence()).contains("busy alike (86 % to 95 %)");
    }

    @Test
    void hostsOfOneMachineAreNotComparedByItsFigures() {
        var one = new HostLoad("h1", true, "machine", "same", 2, points(0.9));
        var other = new HostLoad("w1", false, "machine", "same", 2, points(0.9));

        var verdict = LoadVerdict.of(List.of(one, other));

        assertThat(verdict.imbalance()).isNull();
        assertThat(verdict.bottleneck()).isNull();
        assertThat(verdict.sentence()).contains("h1, w1 share one machine", "90 %");
    }

    @Test
    void aBuildOfOneSampleIsTooShort() {
        var verdict = LoadVerdict.of(List.of(new HostLoad("h1", true, "machine", "a", 1, List.of(point(0, 1, 0, 0)))));

        assertThat(verdict.bottleneck()).isNull();
        assertThat(verdict.sentence()).contains("too short");
    }

    @Test
    void whatHeldABuildUpAtAMomentIsToldByItsHosts() {
        assertThat(cause(point(0, 0.95, 0, 0), 1, 0.3)).isEqualTo(Bottleneck.BUILDER_CPU);
        assertThat(cause(point(0, 0.5, 0, 0), 1, 0.95)).isEqualTo(Bottleneck.WORKER_CPU);
        assertThat(cause(point(0, 0.95, 0, 0), 1, 0.95)).isEqualTo(Bottleneck.ALL_CPU);
        assertThat(cause(point(0, 0.5, 0.3, 0), 1, 0.95)).isEqualTo(Bottleneck.DISK);
        assertThat(cause(point(0, 0.5, 0.3, 0.2), 1, 0.95)).isEqualTo(Bottleneck.STEAL);
        assertThat(cause(point(0, 0.5, 0, 0), 1, 0.5)).isEqualTo(Bottleneck.NONE);
        // One process: all of the only CPU, or one of four.
        assertThat(cause(point(0, 1, 0, 0), 1, 0.02)).isEqualTo(Bottleneck.SERIAL);
        assertThat(cause(point(0, 0.25, 0, 0), 4, 0.02)).isEqualTo(Bottleneck.SERIAL);
        assertThat(cause(point(0, 0.75, 0, 0), 4, 0.02)).isEqualTo(Bottleneck.NONE);
        assertThat(LoadVerdict.cause(point(0, 0.25, 0, 0), 4, List.of())).isEqualTo(Bottleneck.SERIAL);
        assertThat(LoadVerdict.cause(point(0, 0.9, 0, 0), 4, List.of())).isEqualTo(Bottleneck.ALL_CPU);
    }

    @Test
    void aCauseOfLessThanFourTenthsOfTheTimeIsNoBottleneck() {
        var mixed = IntStream.range(0, POINTS)
                .mapToObj(i -> point(i, i < 3 ? 0.95 : 0.5, 0, 0))
                .toList();

        var verdict = LoadVerdict.of(List.of(new HostLoad("h1", true, "group", "a", 1, mixed), host("w1", false, 0.5)));

        assertThat(verdict.bottleneck()).isEqualTo(Bottleneck.NONE);
        assertThat(verdict.share()).isCloseTo(0.3, within(0.001));
    }

    private static Bottleneck cause(LoadPoint builder, double cpus, double workersBusy) {
        return LoadVerdict.cause(builder, cpus, List.of(point(0, workersBusy, 0, 0)));
    }

    private static HostLoad host(String name, boolean builder, double busy) {
        return new HostLoad(name, builder, "group", "same", 1, points(busy));
    }

    private static List<LoadPoint> points(double busy) {
        return IntStream.range(0, POINTS).mapToObj(i -> point(i, busy, 0, 0)).toList();
    }

    private static LoadPoint point(int number, double busy, double iowait, double steal) {
        return new LoadPoint(
                number * 2000L,
                (number + 1) * 2000L,
                busy,
                0.0,
                0.0,
                iowait,
                steal,
                Math.max(0, 1 - busy - iowait - steal),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
