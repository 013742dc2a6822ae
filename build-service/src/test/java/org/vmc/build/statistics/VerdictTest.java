package org.vmc.build.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vmc.build.statistics.Verdict.Judgement;

class VerdictTest {
    @Test
    void theThesisFiguresAreWorthDistributing() {
        var speedUp = SpeedUp.of(times(737.63, 2, 500, 1), times(359.62, 6, 500, 2), 7);

        assertThat(speedUp.factor()).isCloseTo(2.051, within(0.01));
        assertThat(speedUp.low()).isLessThan(speedUp.factor());
        assertThat(speedUp.high()).isGreaterThan(speedUp.factor());
        assertThat(Verdict.of(speedUp, "distributing").judgement()).isEqualTo(Judgement.WORTH_IT);
        assertThat(Verdict.of(speedUp, "distributing").sentence()).startsWith("worth distributing: n = 2.05");
    }

    @Test
    void whatIsSlowerIsNotWorthIt() {
        var verdict = Verdict.of(SpeedUp.of(times(737.63, 2, 30, 1), times(777.87, 2, 30, 2), 7), "distributing");

        assertThat(verdict.judgement()).isEqualTo(Judgement.NOT_WORTH_IT);
        assertThat(verdict.sentence()).startsWith("not worth distributing: n = 0.94");
    }

    @Test
    void whatIsNearTheThresholdIsNotProvedAndSaysHowManyRunsWouldDo() {
        var verdict = Verdict.of(new SpeedUp(10, 1.30, 1.20, 1.40), "distributing");

        assertThat(verdict.judgement()).isEqualTo(Judgement.NOT_PROVED);
        // The interval must be half as wide: four times the runs.
        assertThat(verdict.runsNeeded()).isEqualTo(40);
        assertThat(verdict.sentence()).startsWith("not proved: run more (40 each)");
        assertThat(Verdict.of(new SpeedUp(10, 1.2501, 1.15, 1.35), "x").runsNeeded())
                .as("no number of runs tells")
                .isNull();
    }

    @Test
    void fewRoundsProveNothingHoweverClear() {
        var verdict = Verdict.of(SpeedUp.of(times(700, 1, 3, 1), times(300, 1, 3, 2), 7), "distributing");

        assertThat(verdict.judgement()).isEqualTo(Judgement.NOT_PROVED);
        assertThat(verdict.runsNeeded()).isEqualTo(5);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        var base = times(700, 20, 20, 1);
        var other = times(500, 20, 20, 2);

        assertThat(SpeedUp.of(base, other, 42)).isEqualTo(SpeedUp.of(base, other, 42));
        assertThat(SpeedUp.of(base, other, 42)).isNotEqualTo(SpeedUp.of(base, other, 43));
    }

    @Test
    void driftThatHitsBothAlikeDoesNotWidenTheInterval() {
        var base = new double[40];
        var other = new double[40];
        for (var round = 0; round < base.length; round++) {
            base[round] = 100 + 5 * round;
            other[round] = base[round] / 2;
        }

        var speedUp = SpeedUp.of(base, other, 1);

        assertThat(speedUp.high() - speedUp.low()).isCloseTo(0, within(1e-9));
    }

    private static double[] times(double mean, double deviation, int n, long seed) {
        var random = new Random(seed);
        return random.doubles(n)
                .map(ignored -> mean + deviation * random.nextGaussian())
                .toArray();
    }
}
