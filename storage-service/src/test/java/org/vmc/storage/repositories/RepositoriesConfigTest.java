package org.vmc.storage.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepositoriesConfigTest {

    @Test
    void pinsEveryDefault() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(RepositoriesConfig.class)
                .withConverter(Duration.class, 100, text -> Duration.parse("PT" + text))
                .build()
                .getConfigMapping(RepositoriesConfig.class);
        assertThat(config.answerWithin()).isEqualTo(Duration.ofMinutes(10));
    }
}
