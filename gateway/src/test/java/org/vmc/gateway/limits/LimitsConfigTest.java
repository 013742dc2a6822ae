package org.vmc.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {
    @Test
    void defaultsAreThese() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(LimitsConfig.class)
                .build()
                .getConfigMapping(LimitsConfig.class);
        assertThat(config.perSecond()).isEqualTo(200);
        assertThat(config.burst()).isEqualTo(1000);
    }
}
