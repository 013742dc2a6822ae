package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {

    @Test
    void pinsEveryDefault() {
        var config = config(Map.of());
        assertThat(config.hosts()).isEmpty();
        assertThat(config.keyFile()).isEqualTo(Path.of(".vmc/keys/cluster_ed25519"));
        assertThat(config.knownHostsFile()).isEqualTo(Path.of(".vmc/keys/known_hosts"));
        assertThat(config.pinNewHosts()).isTrue();
        assertThat(config.brickRoot()).isEqualTo("/bricks/b1");
        assertThat(config.benchmarkDirectory()).isEqualTo("/var/tmp/vmc-benchmark");
        assertThat(config.pingTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.probeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.changeTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.observeEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.watchEvery()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.watchTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.freshFor()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsHostsFromTheEnvironmentsNames() {
        var config = config(Map.of(
                "vmc.gluster.hosts[0].name", "h1",
                "vmc.gluster.hosts[0].address", "10.77.0.11"));
        assertThat(config.hosts()).singleElement().satisfies(host -> {
            assertThat(host.name()).isEqualTo("h1");
            assertThat(host.address()).isEqualTo("10.77.0.11");
            assertThat(host.port()).isEqualTo(22);
            assertThat(host.user()).isEqualTo("root");
        });
    }

    private static GlusterConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(GlusterConfig.class)
                .withConverter(Duration.class, 100, text -> Duration.parse("PT" + text))
                .withDefaultValues(values)
                .build()
                .getConfigMapping(GlusterConfig.class);
    }
}
