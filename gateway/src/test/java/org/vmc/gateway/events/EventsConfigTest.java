package org.vmc.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventsConfigTest {
    @Test
    void defaultsAreThese() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(EventsConfig.class)
                .build()
                .getConfigMapping(EventsConfig.class);
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.maxWaiting()).isEqualTo(1000);
        assertThat(config.kept()).isEqualTo(2000);
        assertThat(config.maxClients()).isEqualTo(200);
    }
}
