package org.vmc.gateway.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebChatConfigTest {
    @Test
    void defaultsAreThese() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(WebChatConfig.class)
                .build()
                .getConfigMapping(WebChatConfig.class);
        assertThat(config.bot()).isEqualTo(URI.create("http://127.0.0.1:8084"));
        assertThat(config.checkEvery()).isEqualTo(Duration.ofSeconds(5));
    }
}
