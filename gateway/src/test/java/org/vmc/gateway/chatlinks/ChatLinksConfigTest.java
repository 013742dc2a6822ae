package org.vmc.gateway.chatlinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatLinksConfigTest {
    @Test
    void defaultsAreThese() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ChatLinksConfig.class)
                .build()
                .getConfigMapping(ChatLinksConfig.class);
        assertThat(config.codeLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.attempts()).isEqualTo(5);
        assertThat(config.attemptsWithin()).isEqualTo(Duration.ofMinutes(10));
    }
}
