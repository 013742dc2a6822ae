package org.vmc.lab.xenapi.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long operations are said to take. */
class TimingsTest {

    private static final Map<TimedOperation, OperationTime> OWN =
            Map.of(TimedOperation.START, OperationTime.parse("2s±0.5s"));

    private static List<Duration> starts(Timings timings) {
        return IntStream.range(0, 200)
                .mapToObj(i -> timings.of(TimedOperation.START))
                .toList();
    }

    @Test
    void times_are_written_with_or_without_jitter() {
        assertThat(OperationTime.parse("300ms")).isEqualTo(new OperationTime(Duration.ofMillis(300), Duration.ZERO));
        assertThat(OperationTime.parse("1.5m")).isEqualTo(new OperationTime(Duration.ofSeconds(90), Duration.ZERO));
        assertThat(List.of(OperationTime.parse("2s±0.5s"), OperationTime.parse("2s+-500ms")))
                .containsOnly(new OperationTime(Duration.ofSeconds(2), Duration.ofMillis(500)));
        assertThatThrownBy(() -> OperationTime.parse("soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'soon' is no time");
    }

    @Test
    void operations_are_named_as_in_options() {
        assertThat(TimedOperation.named("hard-reboot")).isEqualTo(TimedOperation.HARD_REBOOT);
        assertThatThrownBy(() -> TimedOperation.named("fly")).hasMessageContaining("hard-reboot");
    }

    @Test
    void a_time_of_its_own_scatters_within_its_jitter_and_is_not_scaled() {
        var starts = starts(new Timings(0, 1, OWN));

        assertThat(starts)
                .allSatisfy(time -> assertThat(time).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_500)));
        assertThat(starts.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void the_same_seed_gives_the_same_times() {
        assertThat(starts(new Timings(1, 7, OWN))).isEqualTo(starts(new Timings(1, 7, OWN)));
        assertThat(starts(new Timings(1, 7, OWN))).isNotEqualTo(starts(new Timings(1, 8, OWN)));
    }

    @Test
    void a_scale_of_nought_takes_no_time() {
        assertThat(new Timings(0, 1, Map.of()).of(TimedOperation.MIGRATE)).isZero();
    }
}
