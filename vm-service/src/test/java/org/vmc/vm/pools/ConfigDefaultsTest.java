package org.vmc.vm.pools;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vmc.vm.autostart.AutostartConfig;
import org.vmc.vm.clocks.ClocksConfig;
import org.vmc.vm.leases.LeasesConfig;
import org.vmc.vm.placement.PlacementConfig;
import org.vmc.vm.placement.PlacementPolicy;
import org.vmc.vm.plans.PlansConfig;
import org.vmc.vm.schedules.SchedulesConfig;
import org.vmc.vm.vms.CreationConfig;
import org.vmc.vm.vms.VmsConfig;

class ConfigDefaultsTest {

    @Test
    void pinsTheDefaultsOfAPool() {
        var pool = config(Map.of("vmc.xen.pools[0].name", "lab", "vmc.xen.pools[0].url", "http://127.0.0.1:8900"))
                .pools()
                .getFirst();

        assertThat(pool.name()).isEqualTo("lab");
        assertThat(pool.url()).isEqualTo(URI.create("http://127.0.0.1:8900"));
        assertThat(pool.user()).isEqualTo("root");
        assertThat(pool.password()).isEmpty();
        assertThat(pool.passwordFile()).isEmpty();
        assertThat(pool.caFile()).isEmpty();
        assertThat(pool.fingerprints()).isEmpty();
        assertThat(pool.members()).isEmpty();
        assertThat(pool.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(pool.replyTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(pool.eventWait()).isEqualTo(Duration.ofSeconds(20));
        assertThat(pool.resyncEvery()).isEqualTo(Duration.ofMinutes(15));
        assertThat(pool.backOffAtMost()).isEqualTo(Duration.ofSeconds(15));
        assertThat(pool.callsPerSecond()).isEqualTo(100);
        assertThat(pool.burst()).isEqualTo(200);
    }

    @Test
    void servesWithoutAnyPool() {
        assertThat(config(Map.of()).pools()).isEmpty();
        assertThat(config(Map.of()).candidates()).isEmpty();
    }

    @Test
    void takesPoolsFromTheEnvironment() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(XenConfig.class)
                .withSources(new EnvConfigSource(
                        Map.of(
                                "VMC_XEN_POOLS_0__NAME", "lab",
                                "VMC_XEN_POOLS_0__URL", "http://127.0.0.1:8900",
                                "VMC_XEN_POOLS_0__PASSWORD", "secret",
                                "VMC_XEN_POOLS_0__FINGERPRINTS", "AA:BB,CC:DD",
                                "VMC_XEN_POOLS_0__CALLS_PER_SECOND", "7"),
                        300))
                .addDiscoveredConverters()
                .build();

        var pool = config.getConfigMapping(XenConfig.class).pools().getFirst();

        assertThat(pool.name()).isEqualTo("lab");
        assertThat(pool.password()).contains("secret");
        assertThat(pool.fingerprints()).contains(List.of("AA:BB", "CC:DD"));
        assertThat(pool.callsPerSecond()).isEqualTo(7);
    }

    @Test
    void pinsTheOtherDefaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(VmsConfig.class)
                .withMapping(LeasesConfig.class)
                .withMapping(PlacementConfig.class)
                .withMapping(PlansConfig.class)
                .withMapping(AutostartConfig.class)
                .withMapping(SchedulesConfig.class)
                .withMapping(CreationConfig.class)
                .withMapping(ClocksConfig.class)
                .addDiscoveredConverters()
                .build();
        var vms = config.getConfigMapping(VmsConfig.class);

        assertThat(vms.authorizedKeysFile()).isEmpty();
        assertThat(vms.readyWithin()).isEqualTo(Duration.ofMinutes(5));
        assertThat(vms.poolWithin()).isEqualTo(Duration.ofMinutes(10));
        assertThat(vms.sweepEvery()).isEqualTo(Duration.ofMinutes(5));
        assertThat(vms.sweepAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(vms.cleanShutdownWithin()).isEqualTo(Duration.ofSeconds(60));
        assertThat(vms.importAtMost().asLongValue()).isEqualTo(2L << 40);
        assertThat(vms.brokenUploadWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(vms.migratedWithin()).isEqualTo(Duration.ofMinutes(30));
        assertThat(vms.copiedWithin()).isEqualTo(Duration.ofHours(4));
        assertThat(config.getConfigMapping(PlacementConfig.class).policy()).isEqualTo(PlacementPolicy.SPREAD);
        var plans = config.getConfigMapping(PlansConfig.class);
        assertThat(plans.searchWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plans.stepsWithoutGain()).isEqualTo(2000);
        assertThat(plans.movesAtMost()).isEqualTo(20);
        assertThat(plans.moveWithin()).isEqualTo(Duration.ofMinutes(45));
        assertThat(plans.hostWithin()).isEqualTo(Duration.ofMinutes(10));
        var creation = config.getConfigMapping(CreationConfig.class);
        assertThat(creation.templates()).isEmpty();
        assertThat(creation.fsckWithin()).isEqualTo(Duration.ofMinutes(2));
        assertThat(creation.installTemplate()).isEqualTo("Other install media");
        assertThat(creation.installDisk()).isEqualTo("20G");
        assertThat(creation.probeWithin()).isEqualTo(Duration.ofSeconds(2));
        var clocks = config.getConfigMapping(ClocksConfig.class);
        assertThat(clocks.tolerated()).isEqualTo(Duration.ofSeconds(1));
        assertThat(clocks.readings()).isEqualTo(5);
        assertThat(clocks.watchEvery()).isEqualTo(Duration.ofMinutes(1));
        var leases = config.getConfigMapping(LeasesConfig.class);
        assertThat(leases.atMost()).isEqualTo(Duration.ofDays(30));
        assertThat(leases.warnBefore()).containsExactly(Duration.ofHours(24), Duration.ofHours(1));
        assertThat(leases.grace()).isEqualTo(Duration.ofHours(24));
        assertThat(leases.checkEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(leases.tryAgainAfter()).isEqualTo(Duration.ofMinutes(10));
        var autostart = config.getConfigMapping(AutostartConfig.class);
        assertThat(autostart.watchEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(autostart.waveWithin()).isEqualTo(Duration.ofHours(2));
        var schedules = config.getConfigMapping(SchedulesConfig.class);
        assertThat(schedules.watchEvery()).isEqualTo(Duration.ofSeconds(15));
        assertThat(schedules.zone()).isEqualTo(ZoneId.of("UTC"));
    }

    private static XenConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(XenConfig.class)
                .withDefaultValues(values)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(XenConfig.class);
    }
}
