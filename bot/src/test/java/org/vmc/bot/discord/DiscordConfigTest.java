package org.vmc.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiscordConfigTest {

    @Test
    void defaultsAreThese() {
        DiscordConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(DiscordConfig.class)
                .build()
                .getConfigMapping(DiscordConfig.class);
        assertThat(config.tokenFile()).isEmpty();
        assertThat(config.apiUrl()).isEmpty();
        assertThat(config.gatewayUrl()).isEmpty();
        assertThat(config.firstPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.longestPause()).isEqualTo(Duration.ofMinutes(1));
    }
}
