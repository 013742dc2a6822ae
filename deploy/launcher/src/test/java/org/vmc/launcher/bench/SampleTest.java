package org.vmc.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void saysMedianAndSpread() {
        assertThat(new Sample(List.of(9.0, 2.0, 4.0))).hasToString("median 4.00 (2.00 to 9.00, n = 3)");
        assertThat(new Sample(List.of(4.0, 2.0))).hasToString("median 3.00 (2.00 to 4.00, n = 2)");
    }
}
