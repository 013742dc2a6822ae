package org.vmc.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void saysMedianAndSpread() {
        assertThat(new Sample(List.of(9.0, 2.0, 4.0))).hasToString("median 4.00 (2.00 to 9.00, n = 3)");
        assertThat(new Sample(List.of(4.0, 2.0))).hasToString("median 3.00 (2.00 to 4.00, n = 2)");
    }

    @Test
    void aQuantileIsOneOfTheValues() {
        var hundred = new Sample(IntStream.rangeClosed(1, 100)
                .mapToObj(number -> (double) number)
                .toList());
        assertThat(hundred.quantile(0.99)).isEqualTo(99.0);
        assertThat(hundred.quantile(1)).isEqualTo(100.0);
        assertThat(new Sample(List.of(7.0)).quantile(0.5)).isEqualTo(7.0);
        assertThat(new Sample(List.of()).quantile(0.5)).isNaN();
    }
}
