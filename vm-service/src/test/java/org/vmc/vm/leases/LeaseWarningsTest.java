package org.vmc.vm.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseWarningsTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant FROM = Instant.parse("2026-01-05T08:00:00Z");

    private final LeaseWarnings warnings = new LeaseWarnings(List.of(HOUR, DAY));

    @Test
    void saysNothingAsLongAsThereIsTime() {
        assertThat(due(Duration.ofDays(3), Duration.ofHours(25), null)).isEmpty();
    }

    @Test
    void warnsADayAndAnHourBeforeTheEnd() {
        assertThat(due(Duration.ofDays(3), DAY, null)).contains(DAY);
        assertThat(due(Duration.ofDays(3), Duration.ofHours(2), DAY)).isEmpty();
        assertThat(due(Duration.ofDays(3), HOUR, DAY)).contains(HOUR);
        assertThat(due(Duration.ofDays(3), Duration.ofMinutes(1), HOUR)).isEmpty();
    }

    @Test
    void skipsTheEarlierWarningWhenTheLaterIsDueToo() {
        assertThat(due(Duration.ofDays(3), Duration.ofMinutes(5), null)).contains(HOUR);
    }

    @Test
    void doesNotWarnOfAnEndThatWasCloserFromTheBeginning() {
        assertThat(due(Duration.ofHours(8), Duration.ofHours(8), null)).isEmpty();
        assertThat(due(Duration.ofHours(8), HOUR, null)).contains(HOUR);
        assertThat(due(Duration.ofMinutes(30), Duration.ofMinutes(1), null)).isEmpty();
    }

    private Optional<Duration> due(Duration whole, Duration left, @Nullable Duration given) {
        Instant until = FROM.plus(whole);
        return warnings.due(FROM, until, until.minus(left), Optional.ofNullable(given));
    }
}
