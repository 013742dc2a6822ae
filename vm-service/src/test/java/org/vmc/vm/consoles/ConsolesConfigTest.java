package org.vmc.vm.consoles;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsolesConfigTest {

    @Test
    void pinsTheDefaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(ConsolesConfig.class)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(ConsolesConfig.class);

        assertThat(config.ticketValidFor()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.idleAtMost()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.openAtMost()).isEqualTo(Duration.ofHours(8));
        assertThat(config.perVm()).isEqualTo(4);
        assertThat(config.perUser()).isEqualTo(8);
        assertThat(config.checkEvery()).isEqualTo(Duration.ofSeconds(10));
    }
}
