package org.vmc.gateway.consoles;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsolesConfigTest {
    @Test
    void defaultsAreThese() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ConsolesConfig.class)
                .build()
                .getConfigMapping(ConsolesConfig.class);
        assertThat(config.origins()).isEmpty();
        assertThat(config.checkEvery()).isEqualTo(Duration.ofSeconds(5));
    }
}
