package org.vmc.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void saysSmallestMeanAndGreatest() {
        assertThat(new Sample(List.of(2.0, 4.0, 9.0))).hasToString("min 2.0, mean 5.0, max 9.0 (n = 3)");
    }
}
