package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** A pool that survives its hosts. */
class HighAvailabilityTest {

    private static final long GIB = 1L << 30;

    private final XenApiServer server = XenApiServer.start(
            XenApiConfig.fast()
                    .withHosts(3, 3 * GIB)
                    .withLayout(PoolLayout.plain().withStandaloneHosts(1)),
            new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private void enable() {
        client.call("pool.enable_ha", List.of(sr()), Map.of());
    }

    private String sr() {
        return client.text("pool.get_default_SR", client.pool());
    }

    private String runningOn(String host, String name, String priority) {
        var vm = client.newVm("debian-12", name);
        client.call("VM.set_ha_restart_priority", vm, priority);
        client.call("VM.start_on", vm, client.hostNamed(host), false, false);
        return vm;
    }

    private void off(String host) {
        server.labFaults().order("host-off", Map.of("host", host));
    }

    @Test
    void its_state_files_are_on_the_shared_storage_while_it_is_on() {
        enable();

        var file = client.call("pool.get_ha_statefiles", client.pool()).path(0).asText();
        assertThat(client.text("VDI.get_type", file)).isEqualTo("ha_statefile");
        assertThat(client.call("host.get_ha_network_peers", client.hostNamed("h2")))
                .hasSize(3);
        assertThatThrownBy(this::enable).hasMessage("[HA_IS_ENABLED]");
        client.call("pool.disable_ha");
        assertThatThrownBy(() -> client.call("VDI.get_type", file)).hasMessageStartingWith("[HANDLE_INVALID");
        assertThatThrownBy(() -> client.call("pool.disable_ha")).hasMessage("[HA_NOT_ENABLED]");
    }

    @Test
    void it_does_not_live_on_local_storage() {
        var alone = new XapiClient(XapiClient.at(server, "127.0.0.71"));
        var local = alone.call("SR.get_all").path(0).asText();

        assertThatThrownBy(() -> alone.call("pool.enable_ha", List.of(local), Map.of()))
                .hasMessage("[HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED, " + local + "]");
    }

    @Test
    void the_survivors_of_a_coordinator_elect_another() {
        enable();

        server.labFaults().order("coordinator-lost", Map.of());

        client = Awaitility.await()
                .until(this::whoeverAnswers, Optional::isPresent)
                .orElseThrow();
        assertThat(client.text("pool.get_master", client.pool())).isNotEqualTo(client.hostNamed("h1"));
        assertThat(client.call("message.get_all_records").findValuesAsText("name"))
                .contains("POOL_MASTER_TRANSITION");
        server.labFaults().clearAll();
        var coordinator = client.text("host.get_address", client.text("pool.get_master", client.pool()));
        Awaitility.await().until(() -> refusedAt("127.0.0.1").equals(List.of("HOST_IS_SLAVE", coordinator)));
    }

    private Optional<XapiClient> whoeverAnswers() {
        for (var address : List.of("127.0.0.2", "127.0.0.3")) {
            try {
                return Optional.of(new XapiClient(XapiClient.at(server, address)));
            } catch (XapiClient.Refused | java.io.UncheckedIOException notThisOne) {
                continue;
            }
        }
        return Optional.empty();
    }

    private List<String> refusedAt(String address) {
        try {
            new XapiClient(XapiClient.at(server, address));
            return List.of();
        } catch (XapiClient.Refused refused) {
            return refused.error();
        } catch (java.io.UncheckedIOException off) {
            return List.of("off");
        }
    }

    @Test
    void protected_vms_of_a_dead_host_start_elsewhere_and_others_are_halted() {
        enable();
        var kept = runningOn("h2", "kept", "restart");
        var left = runningOn("h2", "left", "");
        var dead = client.hostNamed("h2");

        off("h2");

        Awaitility.await().until(() -> client.powerState(left).equals("Halted"));
        Awaitility.await()
                .until(() -> client.powerState(kept).equals("Running")
                        && !client.text("VM.get_resident_on", kept).equals(dead));
        assertThat(client.call("message.get_all_records").findValuesAsText("name"))
                .contains("HA_HOST_FAILED");
    }

    @Test
    void a_protected_vm_that_fits_nowhere_is_told_of() {
        enable();
        var big = client.newVm("debian-12", "big");
        client.call("VM.set_memory_limits", big, 128 << 20, 2 * GIB, 2 * GIB, 2 * GIB);
        client.call("VM.set_ha_restart_priority", big, "restart");
        client.call("VM.start_on", big, client.hostNamed("h2"), false, false);
        client.call("host.disable", client.hostNamed("h1"));
        client.call("host.disable", client.hostNamed("h3"));

        off("h2");

        Awaitility.await().until(() -> client.call("message.get_all_records")
                .findValuesAsText("name")
                .contains("HA_PROTECTED_VM_RESTART_FAILED"));
        assertThat(client.powerState(big)).isEqualTo("Halted");
    }

    @Test
    void the_failures_it_bears_follow_from_the_memory_of_protected_vms() {
        assertThat(client.call("pool.ha_compute_max_host_failures_to_tolerate").asInt())
                .isEqualTo(2);
        for (var host : List.of("h1", "h2", "h3")) {
            var vm = client.newVm("debian-12", host + "-vm");
            client.call("VM.set_memory_limits", vm, 128 << 20, 2 * GIB, 2 * GIB, 2 * GIB);
            client.call("VM.set_ha_restart_priority", vm, "restart");
            client.call("VM.start_on", vm, client.hostNamed(host), false, false);
        }
        assertThat(client.call("pool.ha_compute_max_host_failures_to_tolerate").asInt())
                .isZero();
        assertThat(client.call("pool.ha_failover_plan_exists", 1).asBoolean()).isFalse();
        var vm = client.vmNamed("h1-vm");
        assertThat(client.call("pool.ha_compute_hypothetical_max_host_failures_to_tolerate", Map.of(vm, ""))
                        .asInt())
                .isEqualTo(2);
        assertThat(client.call("pool.ha_compute_vm_failover_plan", List.of(client.hostNamed("h1")), List.of(vm))
                        .path(vm)
                        .path("error_code")
                        .asText())
                .isEqualTo("NO_HOSTS_AVAILABLE");
    }

    @Test
    void a_host_the_plan_needs_cannot_be_disabled() {
        enable();
        client.call("pool.set_ha_host_failures_to_tolerate", client.pool(), 2);

        assertThatThrownBy(() -> client.call("host.disable", client.hostNamed("h2")))
                .hasMessage("[HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN]");
        client.call("pool.set_ha_host_failures_to_tolerate", client.pool(), 1);
        client.call("host.disable", client.hostNamed("h2"));
    }

    @Test
    void membership_is_frozen_while_it_is_on() {
        enable();

        assertThatThrownBy(() -> client.call("pool.eject", client.hostNamed("h3")))
                .hasMessage("[HA_IS_ENABLED]");
        var alone = XapiClient.onHostAlone(XapiClient.at(server, "127.0.0.2"));
        assertThatThrownBy(() -> alone.call("pool.emergency_transition_to_master"))
                .hasMessage("[HA_IS_ENABLED]");
        alone.call("host.emergency_ha_disable");
        assertThat(client.call("pool.get_ha_enabled", client.pool()).asBoolean())
                .isFalse();
    }
}
