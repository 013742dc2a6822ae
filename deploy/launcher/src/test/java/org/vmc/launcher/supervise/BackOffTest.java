package org.vmc.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void doublesThePauseUpToTheLongest() {
        List<Long> millis = IntStream.rangeClosed(1, 9)
                .mapToObj(BackOff.USUAL::pause)
                .map(Duration::toMillis)
                .toList();

        assertThat(millis).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
    }

    @Test
    void staysAtTheLongestHoweverOftenAPartDies() {
        assertThat(BackOff.USUAL.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }
}
