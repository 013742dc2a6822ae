package org.vmc.build.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void saysWhatRSays() {
        // What R says of x <- c(1:9, 100) by mean, median, sd and quantile (type 7).
        var summary = Summary.of(new double[] {100, 1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertThat(summary.n()).isEqualTo(10);
        assertThat(summary.min()).isEqualTo(1);
        assertThat(summary.max()).isEqualTo(100);
        assertThat(summary.mean()).isEqualTo(14.5);
        assertThat(summary.median()).isEqualTo(5.5);
        assertThat(summary.p95()).isCloseTo(59.05, within(1e-9));
        assertThat(summary.standardDeviation()).isCloseTo(30.1524, within(1e-4));
        assertThat(summary.lowFence()).isCloseTo(-3.5, within(1e-9));
        assertThat(summary.highFence()).isCloseTo(14.5, within(1e-9));
        assertThat(summary.outliers()).as("the first of them").containsExactly(0);
    }

    @Test
    void oneMeasurementHasNoDeviation() {
        var summary = Summary.of(new double[] {7});

        assertThat(summary.standardDeviation()).isZero();
        assertThat(summary.median()).isEqualTo(7);
        assertThat(summary.outliers()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Summary.of(new double[0]));
    }

    @Test
    void aHistogramCountsEveryMeasurementOnce() {
        var random = new Random(1);
        var measured = random.doubles(500, 735, 750).toArray();

        var bins = Histogram.of(measured).bins();

        assertThat(bins.stream().mapToInt(Histogram.Bin::count).sum()).isEqualTo(500);
        assertThat(bins).hasSizeBetween(5, 40);
        for (var bin = 1; bin < bins.size(); bin++) {
            assertThat(bins.get(bin).from()).isCloseTo(bins.get(bin - 1).to(), within(1e-9));
        }
    }

    @Test
    void aHistogramOfEqualOrMostlyEqualTimesHasBins() {
        assertThat(Histogram.of(new double[] {5, 5, 5}).bins()).singleElement().satisfies(bin -> assertThat(bin.count())
                .isEqualTo(3));
        assertThat(Histogram.of(new double[] {5, 5, 5, 5, 5, 9}).bins())
                .hasSize(3)
                .first()
                .satisfies(bin -> assertThat(bin.count()).isEqualTo(5));
    }

    @Test
    void aSweepNamesItsOptimumAndHowFlatItIs() {
        var sweep = Sweep.of(Map.of(
                5, new double[] {700, 710, 690},
                20, new double[] {365},
                30, new double[] {361, 359, 900},
                35, new double[] {358, 359, 360},
                50, new double[] {362},
                80, new double[] {380}));

        assertThat(sweep.optimum()).isEqualTo(35);
        assertThat(sweep.optimumTime()).isEqualTo(359);
        assertThat(sweep.flatFrom()).isEqualTo(20);
        assertThat(sweep.flatTo()).isEqualTo(50);
        assertThat(sweep.points()).extracting(Sweep.Point::jobs).containsExactly(5, 20, 30, 35, 50, 80);
    }
}
