package org.vmc.bot.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatConfigTest {

    @Test
    void defaultsAreThese() {
        ChatConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ChatConfig.class)
                .build()
                .getConfigMapping(ChatConfig.class);
        assertThat(config.editInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.repeatableFor()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(1));
    }
}
