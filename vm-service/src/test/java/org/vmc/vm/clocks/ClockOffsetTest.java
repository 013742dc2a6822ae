package org.vmc.vm.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.vmc.vm.xen.ClockReading;

class ClockOffsetTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void oneReadingLeavesASecondAndTheRoundTripOpen() {
        var offset = ClockOffset.of(List.of(reading(100, 140, 3000)));

        assertThat(offset).isEqualTo(new ClockOffset(2860, 3900));
        assertThat(offset.middleMillis()).isEqualTo(3380);
        assertThat(offset.uncertaintyMillis()).isEqualTo(520);
        assertThat(offset.leastMillis()).isEqualTo(2860);
    }

    @Test
    void readingsWithinASecondNarrowIt() {
        for (long ahead : List.of(-2500L, -1200L, -300L, 0L, 450L, 1100L, 7777L)) {
            var readings = LongStream.range(0, 5)
                    .map(number -> 37 + number * 200)
                    .mapToObj(sent -> reading(sent, sent + 10, (sent + 5 + ahead)))
                    .toList();

            var offset = ClockOffset.of(readings);

            assertThat(offset.lowMillis()).isLessThanOrEqualTo(ahead);
            assertThat(offset.highMillis()).isGreaterThanOrEqualTo(ahead);
            assertThat(offset.uncertaintyMillis()).as("ahead by %d", ahead).isLessThanOrEqualTo(110);
        }
    }

    @Test
    void aClockThatWasSetMeanwhileCountsAsItIsNow() {
        var offset = ClockOffset.of(List.of(reading(0, 10, 9000), reading(500, 510, 500)));

        assertThat(offset.mostMillis()).isLessThanOrEqualTo(1000);
    }

    @Test
    void twoClocksDifferByWhatIsCertain() {
        assertThat(new ClockOffset(-100, 100).leastFromMillis(new ClockOffset(2000, 2200)))
                .isEqualTo(1900);
        assertThat(new ClockOffset(-100, 100).leastFromMillis(new ClockOffset(50, 200)))
                .isZero();
        assertThat(new ClockOffset(-100, 100).leastMillis()).isZero();
        assertThat(new ClockOffset(-1400, -1200).leastMillis()).isEqualTo(1200);
        assertThat(new ClockOffset(-1400, -1200).mostMillis()).isEqualTo(1400);
    }

    @Test
    void theReportTellsAWrongHostFromAWrongClockOfOurs() {
        var wrong = clock("h1", 5000);
        var right = clock("h2", 0);

        assertThat(ClockReport.of(List.of(wrong, right), 1000).summary())
                .isEqualTo("1 of 2 hosts are more than 1.0 s off.");
        assertThat(ClockReport.of(List.of(wrong, right), 1000).pairs())
                .containsExactly(new ClockReport.Pair("lab", "h1", "h2", 4800));
        assertThat(ClockReport.of(List.of(wrong, clock("h3", 5010)), 1000).summary())
                .contains("ours is likely the one that is wrong");
        assertThat(ClockReport.of(List.of(right), 1000).summary())
                .isEqualTo("The clocks of 1 hosts are within 1.0 s of ours.");
        assertThat(ClockReport.of(List.of(), 1000).summary()).contains("No clock has been measured");
    }

    private static HostClock clock(String host, long offsetMillis) {
        return new HostClock("lab", host, host, new ClockOffset(offsetMillis - 100, offsetMillis + 100), NOON);
    }

    /** A clock that shows whole seconds, by milliseconds since noon. */
    private static ClockReading reading(long sent, long received, long shown) {
        return new ClockReading(
                NOON.plusMillis(shown).truncatedTo(ChronoUnit.SECONDS),
                NOON.plusMillis(sent),
                NOON.plusMillis(received));
    }
}
