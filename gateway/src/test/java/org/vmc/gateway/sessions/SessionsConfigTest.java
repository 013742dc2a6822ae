package org.vmc.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsConfigTest {
    @Test
    void defaultsAreThese() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SessionsConfig.class)
                .build()
                .getConfigMapping(SessionsConfig.class);
        assertThat(config.file()).isEmpty();
        assertThat(config.idle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.longest()).isEqualTo(Duration.ofHours(12));
        assertThat(config.most()).isEqualTo(1000);
    }
}
