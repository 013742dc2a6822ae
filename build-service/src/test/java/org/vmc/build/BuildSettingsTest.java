package org.vmc.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vmc.build.cache.CachePolicy;
import org.vmc.build.testing.Settings;

class BuildSettingsTest {
    @Test
    void defaultsAreTheDocumentedOnes() {
        var settings = Settings.of(Map.of());

        assertThat(settings.builders()).isEmpty();
        assertThat(settings.dataDir()).isEqualTo(Path.of(".vmc/build"));
        assertThat(settings.scratch()).isEqualTo("/scratch/vmc");
        assertThat(settings.sweepEvery()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.ssh().keyFile()).isEmpty();
        assertThat(settings.ssh().knownHosts()).isEmpty();
        assertThat(settings.ssh().pinNewHosts()).isTrue();
        assertThat(settings.ssh().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.sources().localRoots()).isEmpty();
        assertThat(settings.sources().allowPrivateAddresses()).isFalse();
        assertThat(settings.sources().maxSizeBytes()).isEqualTo(1L << 30);
        assertThat(settings.sources().maxUnpackedBytes()).isEqualTo(8L << 30);
        assertThat(settings.sources().keepUnused()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.sources().maxCacheBytes()).isEqualTo(20L << 30);
        assertThat(settings.sources().fetchTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.workers().template()).isEqualTo("build-worker");
        assertThat(settings.workers().type()).isEqualTo("standard.small");
        assertThat(settings.workers().user()).isEqualTo("root");
        assertThat(settings.workers().sshPort()).isEqualTo(22);
        assertThat(settings.workers().distccdPort()).isEqualTo(3632);
        assertThat(settings.workers().readyTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.workers().answerTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.workers().lookEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.workers().lease()).isEqualTo(Duration.ofHours(4));
        assertThat(settings.cache().policy()).isEqualTo(CachePolicy.USE);
        assertThat(settings.cache().maxBytes()).isEqualTo(512L << 20);
        assertThat(settings.cache().keepUnused()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.cache().maxTotalBytes()).isEqualTo(20L << 30);
        assertThat(settings.trust().samples()).isEqualTo(3);
        assertThat(settings.load().enabled()).isTrue();
        assertThat(settings.load().every()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.load().groups()).isEmpty();
        assertThat(settings.run().timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.run().localJobs()).isEqualTo(4);
        assertThat(settings.run().nice()).isEqualTo(5);
        assertThat(settings.run().maxLogBytes()).isEqualTo(64L << 20);
        assertThat(settings.run().maxFileBytes()).isEqualTo(4L << 30);
        assertThat(settings.run().keepFiles()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.run().maxArtifactsBytes()).isEqualTo(1L << 30);
        assertThat(settings.run().distccIoTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.run().distccPause()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void aBuilderNeedsANameAndAnAddressAlone() {
        var settings =
                Settings.of(Map.of("vmc.build.builders[0].name", "h1", "vmc.build.builders[0].address", "10.77.0.11"));

        assertThat(settings.builders()).singleElement().satisfies(builder -> {
            assertThat(builder.name()).isEqualTo("h1");
            assertThat(builder.address()).isEqualTo("10.77.0.11");
            assertThat(builder.port()).isEqualTo(22);
            assertThat(builder.user()).isEqualTo("vmc-build");
            assertThat(builder.vcpus()).isEqualTo(1);
        });
    }
}
