package org.vmc.lab.xenapi.rrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.lab.guests.GuestUsage;

/** Where the values of statistics come from, and how they are written. */
class FiguresTest {

    private static final long NOW = 1_800_000_000;
    private static final long SECOND = 1_000_000_000;

    private static GuestUsage usage(double cpuSeconds, long memory, long received) {
        return new GuestUsage((long) (cpuSeconds * SECOND), memory, received, 2 * received);
    }

    @Test
    void measurements_become_rates_and_fill_all_archives() {
        var figures = new MeasuredFigures();
        for (int i = 0; i <= 24; i++) {
            // Half a CPU of two in the first minute, one in the second.
            double cpuSeconds = i <= 12 ? 2.5 * i : 30 + 5.0 * (i - 12);
            figures.measured(NOW + 5L * i, usage(cpuSeconds, 1000 + i, 500L * i), 2);
        }

        assertThat(figures.at(Signal.CPU, NOW, Archive.FINE, Consolidation.AVERAGE))
                .isNaN();
        assertThat(figures.at(Signal.CPU, NOW + 5, Archive.FINE, Consolidation.AVERAGE))
                .isCloseTo(0.25, within(1e-6));
        assertThat(figures.at(Signal.RECEIVED, NOW + 5, Archive.FINE, Consolidation.AVERAGE))
                .isEqualTo(100);
        assertThat(figures.at(Signal.SENT, NOW + 5, Archive.FINE, Consolidation.AVERAGE))
                .isEqualTo(200);
        assertThat(figures.at(Signal.CPU, NOW + 60, Archive.MINUTES, Consolidation.AVERAGE))
                .isCloseTo(0.25, within(1e-6));
        assertThat(figures.at(Signal.CPU, NOW + 120, Archive.MINUTES, Consolidation.AVERAGE))
                .isCloseTo(0.5, within(1e-6));
        assertThat(figures.at(Signal.MEMORY, NOW + 120, Archive.MINUTES, Consolidation.MIN))
                .isEqualTo(1013);
        assertThat(figures.at(Signal.MEMORY, NOW + 120, Archive.MINUTES, Consolidation.MAX))
                .isEqualTo(1024);
        assertThat(figures.at(Signal.READ, NOW + 5, Archive.FINE, Consolidation.AVERAGE))
                .isNaN();
    }

    @Test
    void counters_that_begin_anew_are_no_negative_rate() {
        var figures = new MeasuredFigures();
        figures.measured(NOW, usage(100, 1, 1), 1);
        figures.measured(NOW + 5, usage(1, 1, 1), 1);
        figures.measured(NOW + 10, usage(2, 1, 1), 1);

        assertThat(figures.at(Signal.CPU, NOW + 5, Archive.FINE, Consolidation.AVERAGE))
                .isNaN();
        assertThat(figures.at(Signal.CPU, NOW + 10, Archive.FINE, Consolidation.AVERAGE))
                .isCloseTo(0.2, within(1e-6));
    }

    @Test
    void old_rows_give_way_to_new_ones() {
        var figures = new MeasuredFigures();
        for (int i = 0; i <= 400; i++) {
            figures.measured(NOW + 5L * i, usage(i, 1, 1), 1);
        }

        assertThat(figures.at(Signal.CPU, NOW + 5, Archive.FINE, Consolidation.AVERAGE))
                .isNaN();
        assertThat(figures.at(Signal.CPU, NOW + 2000, Archive.FINE, Consolidation.AVERAGE))
                .isCloseTo(0.2, within(1e-6));
    }

    @Test
    void simulated_figures_are_the_same_every_time_and_of_every_subject_others() {
        var one = new SimulatedFigures(1, NOW, 1000);
        var again = new SimulatedFigures(1, NOW, 1000);
        var other = new SimulatedFigures(2, NOW, 1000);

        for (var signal : Signal.values()) {
            double value = one.at(signal, NOW + 100, Archive.FINE, Consolidation.AVERAGE);
            assertThat(value)
                    .isNotNegative()
                    .isEqualTo(again.at(signal, NOW + 100, Archive.FINE, Consolidation.AVERAGE));
            assertThat(value).isNotEqualTo(other.at(signal, NOW + 100, Archive.FINE, Consolidation.AVERAGE));
        }
        assertThat(one.at(Signal.CPU, NOW, Archive.FINE, Consolidation.AVERAGE)).isNaN();
    }

    @Test
    void a_simulated_minute_consolidates_its_measurements() {
        var figures = new SimulatedFigures(1, NOW - 600, 1000);
        double sum = 0;
        double least = 1;
        double most = 0;
        for (int i = 0; i < 12; i++) {
            double value = figures.at(Signal.CPU, NOW - 5L * i, Archive.FINE, Consolidation.AVERAGE);
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        assertThat(figures.at(Signal.CPU, NOW, Archive.MINUTES, Consolidation.AVERAGE))
                .isCloseTo(sum / 12, within(1e-9));
        assertThat(figures.at(Signal.CPU, NOW, Archive.MINUTES, Consolidation.MIN))
                .isEqualTo(least);
        assertThat(figures.at(Signal.CPU, NOW, Archive.MINUTES, Consolidation.MAX))
                .isEqualTo(most);
        assertThat(most).isGreaterThan(least);
    }

    @Test
    void free_memory_is_least_when_most_is_used() {
        var figures = new MeasuredFigures();
        figures.measured(NOW, usage(0, 0, 0), 1);
        figures.measured(NOW + 5, usage(1, 300, 0), 1);
        figures.measured(NOW + 10, usage(2, 700, 0), 1);
        var free = new Metric("memory_internal_free", Signal.MEMORY, -1, 1000, 1000);

        assertThat(free.at(figures, NOW + 60, Archive.MINUTES, Consolidation.MIN))
                .isEqualTo(300);
        assertThat(free.at(figures, NOW + 60, Archive.MINUTES, Consolidation.MAX))
                .isEqualTo(700);
        assertThat(free.at(figures, NOW + 60, Archive.MINUTES, Consolidation.AVERAGE))
                .isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "1, 1",
        "0.25, 0.25",
        "0.123456789, 0.12346",
        "12345.6, 12346",
        "99999.9, 1e+05",
        "536870912, 5.3687e+08",
        "8388608, 8.3886e+06",
        "0.00012345678, 0.00012346",
        "0.000012345678, 1.2346e-05",
        "-2.5, -2.5",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity"
    })
    void numbers_are_written_as_c_writes_them(double number, String text) {
        assertThat(NumberText.of(number)).isEqualTo(text);
    }
}
