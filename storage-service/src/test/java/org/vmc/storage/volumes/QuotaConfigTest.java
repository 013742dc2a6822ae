package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaConfigTest {

    @Test
    void pinsEveryDefault() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(QuotaConfig.class)
                .withConverter(Duration.class, 100, text -> Duration.parse("PT" + text))
                .build()
                .getConfigMapping(QuotaConfig.class);
        assertThat(config.watchEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.nearlyFull()).isEqualTo(0.80);
        assertThat(config.full()).isEqualTo(0.95);
        assertThat(config.margin()).isEqualTo(0.02);
    }
}
