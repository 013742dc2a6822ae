package org.vmc.bot.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void doublesUpToTheLongestAndBeginsAgainAfterSuccess() {
        var backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(3));

        assertThat(backOff.nextPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backOff.nextPause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(backOff.nextPause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(backOff.nextPause()).isEqualTo(Duration.ofSeconds(3));
        backOff.worked();
        assertThat(backOff.nextPause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isNeverLongerThanTheLongest() {
        var backOff = new BackOff(Duration.ofSeconds(9), Duration.ofSeconds(3));

        assertThat(backOff.nextPause()).isEqualTo(Duration.ofSeconds(3));
    }
}
