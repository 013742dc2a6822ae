package org.vmc.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlackConfigurationTest {

    @Test
    void defaultsAreThese() {
        SlackConfiguration config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SlackConfiguration.class)
                .build()
                .getConfigMapping(SlackConfiguration.class);
        assertThat(config.botTokenFile()).isEmpty();
        assertThat(config.appTokenFile()).isEmpty();
        assertThat(config.apiUrl()).isEmpty();
        assertThat(config.firstPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.longestPause()).isEqualTo(Duration.ofMinutes(1));
    }
}
