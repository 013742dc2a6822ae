package org.vmc.build.builders;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vmc.build.testing.Settings;

class BuildersTest {
    private static final Map<String, String> BUILDER =
            Map.of("vmc.build.builders[0].name", "h1", "vmc.build.builders[0].address", "10.77.0.11");

    @Test
    void theServiceDoesNotStartWithRootAsTheAccountOfBuilds() {
        var properties = new HashMap<>(BUILDER);
        properties.put("vmc.build.builders[0].user", "root");

        assertThatThrownBy(() -> Builders.refuseRoot(Settings.of(properties)))
                .hasMessageContaining("vmc.build.builders[0].user must not be root")
                .hasMessageContaining("/scratch/vmc on h1");
        assertThatCode(() -> Builders.refuseRoot(Settings.of(BUILDER))).doesNotThrowAnyException();
    }
}
