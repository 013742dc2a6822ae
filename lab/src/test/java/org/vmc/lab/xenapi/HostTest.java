package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.seed.HostTraits;
import org.vmc.lab.xenapi.task.OperationTime;
import org.vmc.lab.xenapi.task.TimedOperation;

/** Hosts: work, power, what they tell of themselves. */
class HostTest {

    private static final long GIB = 1L << 30;

    private final XenApiServer server = XenApiServer.start(
            XenApiConfig.fast()
                    .withHosts(3, 4 * GIB)
                    .withLayout(PoolLayout.plain()
                            .withTraits(Map.of("h3", new HostTraits("AuthenticAMD", "8.3.0", "lab")))),
            new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);
    private final String h2 = client.hostNamed("h2");

    @AfterEach
    void stop() {
        server.close();
    }

    private boolean live(String host) {
        return client.call("host_metrics.get_live", client.text("host.get_metrics", host))
                .asBoolean();
    }

    private String runningOnH2(String name) {
        var vm = client.newVm("debian-12", name);
        client.call("VM.start_on", vm, h2, false, false);
        return vm;
    }

    private String bootTime(String host) {
        return client.call("host.get_other_config", host).path("boot_time").asText();
    }

    private void off(String host) {
        server.labFaults().order("host-off", Map.of("host", host));
    }

    @Test
    void a_disabled_host_starts_nothing() {
        var vm = client.newVm("debian-12", "a");
        client.call("host.disable", h2);

        assertThatThrownBy(() -> client.call("VM.start_on", vm, h2, false, false))
                .hasMessage("[HOST_DISABLED, " + h2 + "]");
        client.call("host.enable", h2);
        client.call("VM.start_on", vm, h2, false, false);
    }

    @Test
    void a_host_in_use_stays_on() {
        var vm = runningOnH2("a");
        assertThatThrownBy(() -> client.call("host.reboot", h2)).hasMessage("[HOST_NOT_DISABLED]");
        client.call("host.disable", h2);

        assertThatThrownBy(() -> client.call("host.reboot", h2))
                .hasMessage("[HOST_IN_USE, " + h2 + ", VM, " + vm + "]");
        assertThatThrownBy(() -> client.call("host.shutdown", h2))
                .hasMessage("[HOST_IN_USE, " + h2 + ", VM, " + vm + "]");
    }

    @Test
    void a_rebooted_host_is_enabled_again_unless_told_otherwise() {
        client.call("host.disable", h2);
        client.call("host.reboot", h2);
        Awaitility.await().until(() -> client.call("host.get_enabled", h2).asBoolean());

        client.call("host.disable", h2, false);
        client.call("host.reboot", h2);
        Awaitility.await().until(() -> server.faults().calls().getOrDefault("host.reboot", 0) == 2 && live(h2));
        assertThat(client.call("host.get_enabled", h2).asBoolean()).isFalse();
    }

    @Test
    void a_vm_does_not_move_to_a_host_with_a_cpu_of_another_vendor() {
        var vm = runningOnH2("a");
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals("OpaqueRef:NULL"));
        var h3 = client.hostNamed("h3");

        assertThatThrownBy(() -> client.call("VM.pool_migrate", vm, h3, Map.of()))
                .hasMessage("[VM_INCOMPATIBLE_WITH_THIS_HOST, " + vm + ", " + h3
                        + ", VM last booted on a host which had a CPU from a different vendor.]");
        assertThat(client.text("VM.get_resident_on", vm)).isEqualTo(h2);
    }

    @Test
    void a_host_is_not_enabled_before_its_toolstack_is_up() {
        try (var slow = XenApiServer.start(
                XenApiConfig.fast()
                        .withHosts(2, 4 * GIB)
                        .withTimes(Map.of(TimedOperation.TOOLSTACK_RESTART, OperationTime.parse("10m"))),
                new SimulatedGuests(Duration.ZERO, InstantSource.system()))) {
            var boss = new XapiClient(slow);
            var booting = boss.hostNamed("h2");
            slow.labFaults().order("host-off", Map.of("host", "h2"));

            slow.labFaults().clearAll();

            Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> boss.call("host.enable", booting))
                    .hasMessage("[HOST_STILL_BOOTING]"));
        }
    }

    @Test
    void vms_of_a_host_without_power_are_unknown_until_it_is_back_or_declared_dead() {
        var vm = runningOnH2("a");

        off("h2");

        Awaitility.await().until(() -> !live(h2));
        assertThat(client.powerState(vm)).isEqualTo("Running");
        assertThatThrownBy(() -> client.call("VM.hard_shutdown", vm)).hasMessage("[HOST_OFFLINE, " + h2 + "]");
        assertThatThrownBy(() -> client.call("host.evacuate", h2)).hasMessageStartingWith("[");
        var bootedBefore = bootTime(h2);
        server.labFaults().clearAll();
        Awaitility.await().until(() -> live(h2));
        assertThat(client.powerState(vm)).isEqualTo("Halted");
        assertThat(bootTime(h2)).isNotEqualTo(bootedBefore).matches("[0-9]+[.][0-9]{3}");
    }

    @Test
    void a_dead_host_is_declared_so_and_forgotten() {
        var vm = runningOnH2("a");
        assertThatThrownBy(() -> client.call("host.declare_dead", h2)).hasMessage("[HOST_IS_LIVE, " + h2 + "]");
        off("h2");
        assertThatThrownBy(() -> client.call("host.destroy", h2)).hasMessage("[HOST_HAS_RESIDENT_VMS, " + h2 + "]");

        client.call("host.declare_dead", h2);
        assertThat(client.powerState(vm)).isEqualTo("Halted");
        client.call("host.destroy", h2);

        assertThat(client.call("host.get_all")).hasSize(2);
        var h1 = client.hostNamed("h1");
        assertThatThrownBy(() -> client.call("host.destroy", h1)).hasMessage("[HOST_CANNOT_DESTROY_SELF, " + h1 + "]");
    }

    @Test
    void a_host_without_power_gets_no_vms() {
        off("h2");
        Awaitility.await().until(() -> !live(h2));
        var vm = client.newVm("debian-12", "a");

        assertThat(client.call("VM.get_possible_hosts", vm)).hasSize(2);
        assertThatThrownBy(() -> client.call("VM.assert_can_boot_here", vm, h2)).hasMessage("[HOST_NOT_LIVE]");
        assertThatThrownBy(() -> client.call("VM.start_on", vm, h2, false, false))
                .hasMessage("[HOST_OFFLINE, " + h2 + "]");
    }

    @Test
    void a_host_is_powered_on_by_the_pool_when_it_has_the_means() {
        off("h2");

        assertThatThrownBy(() -> client.call("host.power_on", h2)).hasMessage("[HOST_POWER_ON_MODE_DISABLED]");
        client.call("host.set_power_on_mode", h2, "wake-on-lan", Map.of());
        client.call("host.power_on", h2);
        Awaitility.await()
                .until(() -> live(h2) && client.call("host.get_enabled", h2).asBoolean());
    }

    @Test
    void what_stands_in_the_way_of_an_evacuation_is_told() {
        var vm = client.newVm("debian-12", "toolless");
        server.labFaults().order("guest-without-tools", Map.of("vm", "toolless"));
        client.call("VM.start_on", vm, h2, false, false);

        var obstacles = client.call("host.get_vms_which_prevent_evacuation", h2);

        assertThat(obstacles.path(vm).path(1).asText()).isEqualTo(vm);
        assertThatThrownBy(() -> client.call("host.assert_can_evacuate", h2))
                .hasMessageStartingWith(
                        "[CANNOT_EVACUATE_HOST, " + obstacles.path(vm).path(0).asText());
        assertThatThrownBy(() -> client.call("host.evacuate", h2)).hasMessageContaining(vm);
        assertThat(client.call("host.get_vms_which_prevent_evacuation", client.hostNamed("h1")))
                .isEmpty();
    }

    @Test
    void an_evacuation_needs_room_elsewhere() {
        var vm = client.newVm("debian-12", "big");
        client.call("VM.set_memory_limits", vm, 128 << 20, 3 * GIB, 3 * GIB, 3 * GIB);
        client.call("VM.start_on", vm, h2, false, false);
        Awaitility.await()
                .until(() ->
                        client.call("VM.get_allowed_operations", vm).toString().contains("pool_migrate"));
        client.call("host.assert_can_evacuate", h2);
        client.call("host.disable", client.hostNamed("h1"));
        client.call("host.disable", client.hostNamed("h3"));

        assertThatThrownBy(() -> client.call("host.assert_can_evacuate", h2))
                .hasMessage("[CANNOT_EVACUATE_HOST, NO_HOSTS_AVAILABLE]");
        assertThatThrownBy(() -> client.call("host.evacuate", h2)).hasMessage("[NO_HOSTS_AVAILABLE]");
    }

    @Test
    void a_restarted_toolstack_answers_again() {
        client.call("host.restart_agent", h2);

        Awaitility.await().until(() -> {
            try {
                XapiClient.onHostAlone(XapiClient.at(server, "127.0.0.2"));
                return true;
            } catch (java.io.UncheckedIOException closed) {
                return false;
            }
        });
    }

    @Test
    void cpus_are_described_as_they_are() {
        var amd = client.call("host.get_cpu_info", client.hostNamed("h3"));
        var intel = client.call("host.get_cpu_info", h2);

        assertThat(amd.path("vendor").asText()).isEqualTo("AuthenticAMD");
        assertThat(amd.path("flags").asText()).contains("svm").doesNotContain("vmx");
        assertThat(intel.path("flags").asText()).contains("vmx");
        assertThat(intel.fieldNames())
                .toIterable()
                .contains("cpu_count", "socket_count", "features_pv", "features_hvm", "features_hvm_host");
        var cpu = client.call("host.get_host_CPUs", client.hostNamed("h3"))
                .path(0)
                .asText();
        assertThat(client.text("host_cpu.get_vendor", cpu)).isEqualTo("AuthenticAMD");
    }

    @Test
    void data_sources_follow_the_memory_in_use() {
        var before =
                client.call("host.query_data_source", h2, "memory_free_kib").asDouble();
        runningOnH2("a");

        assertThat(client.call("host.query_data_source", h2, "memory_free_kib").asDouble())
                .isLessThan(before);
        assertThat(client.call("host.query_data_source", h2, "running_domains").asDouble())
                .isEqualTo(2);
        assertThat(client.call("host.compute_free_memory", h2).asLong() / 1024.0)
                .isEqualTo(client.call("host.query_data_source", h2, "memory_free_kib")
                        .asDouble());
        assertThatThrownBy(() -> client.call("host.query_data_source", h2, "frob"))
                .hasMessage("[INVALID_VALUE, data_source, frob]");
    }

    @Test
    void settings_are_kept_and_checked() {
        client.call("host.set_hostname_live", h2, "renamed");
        client.call("host.set_iscsi_iqn", h2, "iqn.2026-01.org.example:h2");

        assertThat(client.text("host.get_hostname", h2)).isEqualTo("renamed");
        assertThat(client.text("host.get_iscsi_iqn", h2)).endsWith(":h2");
        assertThatThrownBy(() -> client.call("host.set_hostname_live", h2, ""))
                .hasMessageStartingWith("[HOST_NAME_INVALID");
        var pif = client.text("host.get_management_interface", h2);
        assertThat(client.text("PIF.get_IP", pif)).isEqualTo("127.0.0.2");
    }

    @Test
    void a_skewed_clock_shows_and_is_complained_of() {
        server.labFaults().order("clock-skew", Map.of("host", "h2", "seconds", "3600"));

        var time = client.text("host.get_servertime", h2);
        var digits = time.replaceFirst("(....)(..)(..)T(.*)Z", "$1-$2-$3T$4Z");
        assertThat(Instant.parse(digits)).isAfter(Instant.now().plusSeconds(3000));
        assertThat(client.call("message.get_all_records").findValuesAsText("name"))
                .contains("HOST_CLOCK_SKEW_DETECTED");
    }

    @Test
    void patches_and_logs_are_not_implemented() {
        for (var call : List.of(List.of("host.get_log", h2), List.of("host.syslog_reconfigure", h2))) {
            assertThatThrownBy(() -> client.call(call.getFirst(), call.get(1)))
                    .hasMessage("[NOT_IMPLEMENTED, " + call.getFirst() + "]");
        }
    }
}
