package org.vmc.vm.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

    /** 2026-11-23 is a Monday; clocks go forward on 2026-03-29 and back on 2026-10-25, both Sundays. */
    @ParameterizedTest
    @CsvSource({
        "MON-FRI, 08:00, 18:00, 2026-11-23T07:59:59, false, 2026-11-23T08:00",
        "MON-FRI, 08:00, 18:00, 2026-11-23T08:00:00, true,  2026-11-23T18:00",
        "MON-FRI, 08:00, 18:00, 2026-11-23T18:00:00, false, 2026-11-24T08:00",
        "MON-FRI, 08:00, 18:00, 2026-11-27T18:00:00, false, 2026-11-30T08:00",
        "SAT,     08:00, 18:00, 2026-11-28T18:00:00, false, 2026-12-05T08:00",
        // Over midnight the day is that of the evening.
        "FRI,     22:00, 06:00, 2026-11-27T21:59:00, false, 2026-11-27T22:00",
        "FRI,     22:00, 06:00, 2026-11-28T05:59:00, true,  2026-11-28T06:00",
        "FRI,     22:00, 06:00, 2026-11-27T05:59:00, false, 2026-11-27T22:00",
        // Days that follow each other are one window.
        "MON-TUE, 00:00, 00:00, 2026-11-23T12:00:00, true,  2026-11-25T00:00",
        "MON-FRI, 12:00, 12:00, 2026-11-24T12:00:00, true,  2026-11-28T12:00",
        // The night in which the clock goes forward is an hour shorter, the one in which it goes back an hour longer.
        "SAT,     22:00, 06:00, 2026-03-29T05:30:00, true,  2026-03-29T06:00",
        "SUN,     02:30, 05:00, 2026-03-29T01:59:00, false, 2026-03-29T03:30",
        "SUN,     02:15, 03:15, 2026-03-29T01:59:00, false, 2026-04-05T02:15",
        "SAT,     22:00, 06:00, 2026-10-25T05:30:00, true,  2026-10-25T06:00"
    })
    void isOpenBetweenItsTimesInItsZone(
            String days, String from, String until, LocalDateTime local, boolean open, LocalDateTime next) {
        var window = window(days, from, until);
        var now = local.atZone(PRAGUE).toInstant();

        assertThat(window.contains(now)).isEqualTo(open);
        assertThat(window.nextChange(now)).contains(next.atZone(PRAGUE).toInstant());
    }

    @Test
    void lastsAnHourLongerInTheNightInWhichTheClockGoesBack() {
        var window = window("SUN", "02:30", "04:00");

        assertThat(window.contains(Instant.parse("2026-10-25T00:29:00Z"))).isFalse();
        assertThat(window.contains(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
        assertThat(window.contains(Instant.parse("2026-10-25T02:59:00Z"))).isTrue();
        assertThat(window.nextChange(Instant.parse("2026-10-25T00:30:00Z")))
                .contains(Instant.parse("2026-10-25T03:00:00Z"));
    }

    @Test
    void neverChangesWhenItIsAlwaysOpen() {
        var window = window("MON-SUN", "06:00", "06:00");

        for (var hour = Instant.parse("2026-10-19T00:00:00Z"); hour.isBefore(Instant.parse("2026-10-27T00:00:00Z")); ) {
            assertThat(window.contains(hour)).as(hour.toString()).isTrue();
            assertThat(window.nextChange(hour)).as(hour.toString()).isEmpty();
            hour = hour.plusSeconds(3600);
        }
    }

    @Test
    void readsDaysAsPeopleWriteThem() {
        assertThat(Days.parse("MON-FRI")).contains(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        assertThat(Days.parse("sat, Sun")).contains(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        assertThat(Days.parse("FRI-MON,WED"))
                .contains(EnumSet.complementOf(EnumSet.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY)));
        for (var wrong : List.of("", "MON-", "MON-TUE-WED", "Monday", "MON,,TUE", "-", "1")) {
            assertThat(Days.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void theHighestWeightOfARoleWins() {
        var low = schedule("low", "web-server", 300);
        var high = schedule("high", "web-server", 900);
        var other = schedule("other", "simulation", 100);

        var inForce = WeightWatch.inForce(List.of(low, high, other), Instant.parse("2026-11-23T10:00:00Z"));

        assertThat(inForce).containsOnlyKeys("web-server", "simulation");
        assertThat(Optional.ofNullable(inForce.get("web-server"))).contains(high);
        assertThat(WeightWatch.inForce(List.of(low, high), Instant.parse("2026-11-23T20:00:00Z")))
                .isEmpty();
    }

    private static Schedule schedule(String name, String role, int weight) {
        return new Schedule(
                UUID.randomUUID(), name, role, weight, "MON-FRI", "08:00", "18:00", "Europe/Prague", "olga");
    }

    private static Window window(String days, String from, String until) {
        return new Window(Days.parse(days).orElseThrow(), LocalTime.parse(from), LocalTime.parse(until), PRAGUE);
    }
}
