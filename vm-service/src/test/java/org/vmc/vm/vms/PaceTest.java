package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final Instant BEGUN = Instant.parse("2026-01-05T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 100", "100, 100", "600, 300", "1800, 900", "60000, 1000", "-5000, 100"})
    void looksAgainAfterHalfTheTimeItHasTaken(long takenMillis, long pauseMillis) {
        assertThat(Pace.of(BEGUN, BEGUN.plusMillis(takenMillis))).isEqualTo(Duration.ofMillis(pauseMillis));
    }
}
