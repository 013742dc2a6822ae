package org.vmc.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpstreamConfigTest {
    @Test
    void defaultsAreThese() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(UpstreamConfig.class)
                .build()
                .getConfigMapping(UpstreamConfig.class);
        assertThat(config.vmService()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(config.storageService()).isEqualTo(URI.create("http://127.0.0.1:8082"));
        assertThat(config.buildService()).isEqualTo(URI.create("http://127.0.0.1:8083"));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.answerTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.streamTimeout()).isEqualTo(Duration.ofMinutes(2));
    }
}
