package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.xenapi.task.OperationTime;
import org.vmc.lab.xenapi.task.TimedOperation;

/** VMs that move between hosts. */
class VmMigrationTest {

    private static final String NULL = "OpaqueRef:NULL";
    private static final long GIB = 1L << 30;

    private final SteeredGuests guests = new SteeredGuests();
    private XenApiServer server = XenApiServer.start(XenApiConfig.fast().withHosts(2, 4 * GIB), guests);
    private XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private String host(String name) {
        return client.call("host.get_by_name_label", name).path(0).asText();
    }

    private long free(String name) {
        return client.call("host.compute_free_memory", host(name)).asLong();
    }

    private String runningOn(String host) {
        var vm = client.newVm("debian-12", "vm");
        client.call("VM.start_on", vm, host(host), false, false);
        guests.report(uuid(vm), "10.77.1.9");
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
        return vm;
    }

    private String uuid(String vm) {
        return client.text("VM.get_uuid", vm);
    }

    private void assertOn(String host, String vm) {
        assertThat(client.text("VM.get_resident_on", vm)).isEqualTo(host(host));
        assertThat(client.text("VM.get_scheduled_to_be_resident_on", vm)).isEqualTo(NULL);
        assertThat(guests.hostOf(uuid(vm))).isEqualTo(host);
        assertThat(client.call("VM.get_current_operations", vm)).isEmpty();
    }

    @Test
    void a_migration_moves_the_guest_its_memory_and_its_console() {
        var whole = free("h2");
        var vm = runningOn("h1");
        var used = whole - free("h1");

        client.call("VM.pool_migrate", vm, host("h2"), Map.of("live", "true"));

        assertOn("h2", vm);
        assertThat(free("h1")).isEqualTo(whole);
        assertThat(free("h2")).isEqualTo(whole - used);
        assertThat(client.powerState(vm)).isEqualTo("Running");
        assertThat(client.text("VM.get_guest_metrics", vm)).isNotEqualTo(NULL);
        var console = client.call("VM.get_consoles", vm).path(0).asText();
        assertThat(client.text("console.get_location", console)).contains(client.text("host.get_address", host("h2")));
    }

    @Test
    void a_migration_needs_the_memory_of_the_new_host() {
        var vm = runningOn("h1");
        var other = client.newVm("debian-12", "other");
        client.call("VM.set_memory_limits", other, 0, 3 * GIB, 3 * GIB, 3 * GIB);
        client.call("VM.start_on", other, host("h2"), false, false);
        var free = free("h2");

        assertThatThrownBy(() -> client.call("VM.pool_migrate", vm, host("h2"), Map.of()))
                .hasMessageContaining("HOST_NOT_ENOUGH_FREE_MEMORY")
                .hasMessageContaining(Long.toString(free));

        assertOn("h1", vm);
        assertThat(free("h2")).isEqualTo(free);
    }

    @Test
    void a_guest_that_does_not_move_leaves_the_vm_where_it_was() {
        var vm = runningOn("h1");
        var free = free("h2");
        guests.refuseToMigrate();

        assertThatThrownBy(() -> client.call("VM.pool_migrate", vm, host("h2"), Map.of()))
                .hasMessage("[VM_MIGRATE_FAILED, %s, %s, %s, Told to refuse]", vm, host("h1"), host("h2"));

        assertOn("h1", vm);
        assertThat(free("h2")).isEqualTo(free);
    }

    @Test
    void a_cancelled_migration_gives_the_memory_of_the_new_host_back() {
        server.close();
        server = XenApiServer.start(
                XenApiConfig.fast().withTimes(Map.of(TimedOperation.MIGRATE, OperationTime.parse("10m"))), guests);
        client = new XapiClient(server);
        var vm = runningOn("h1");
        var free = free("h2");
        var task = client.text("Async.VM.pool_migrate", vm, host("h2"), Map.of());
        Awaitility.await().until(() -> client.text("VM.get_scheduled_to_be_resident_on", vm)
                .equals(host("h2")));
        assertThat(free("h2")).isLessThan(free);

        client.call("task.cancel", task);

        Awaitility.await().until(() -> client.text("task.get_status", task).equals("cancelled"));
        assertOn("h1", vm);
        assertThat(free("h2")).isEqualTo(free);
    }

    @Test
    void a_vm_is_sent_with_its_disks_to_what_the_host_receives_with() {
        var vm = runningOn("h1");
        var disk = client.text(
                "VBD.get_VDI", client.call("VM.get_VBDs", vm).path(0).asText());
        var local =
                client.text("SR.create", host("h2"), Map.of(), 20 * GIB, "local", "", "lvm", "user", false, Map.of());
        var network = client.call("network.get_all").path(0).asText();
        var destination = client.call("host.migrate_receive", host("h2"), network, Map.of());

        client.call("VM.assert_can_migrate", vm, destination, true, Map.of(disk, local), Map.of(), Map.of());
        client.call("VM.migrate_send", vm, destination, true, Map.of(disk, local), Map.of(), Map.of());

        assertOn("h2", vm);
        assertThat(client.text("VDI.get_SR", disk)).isEqualTo(local);
        assertThat(client.call("SR.get_physical_utilisation", local).asLong()).isEqualTo(8 * GIB);
    }

    @Test
    void a_suspended_vm_goes_on_on_another_host() {
        var vm = runningOn("h1");
        client.call("VM.suspend", vm);

        client.call("VM.resume_on", vm, host("h2"), false, false);

        assertOn("h2", vm);
    }

    @Test
    void the_metrics_follow_what_happens() {
        var vm = runningOn("h1");
        var metrics = client.text("VM.get_metrics", vm);
        var started = client.text("VM_metrics.get_start_time", metrics);
        assertThat(client.call("VM_metrics.get_state", metrics).path(0).asText())
                .isEqualTo("running");
        assertThat(client.call("VM_metrics.get_memory_actual", metrics).asLong())
                .isEqualTo(512L << 20);
        assertThat(client.call("VM.get_last_boot_CPU_flags", vm).path("vendor").asText())
                .isEqualTo("GenuineIntel");

        client.call("VM.pool_migrate", vm, host("h2"), Map.of());
        assertThat(client.text("VM_metrics.get_start_time", metrics)).isEqualTo(started);

        client.call("VM.hard_shutdown", vm);
        assertThat(client.call("VM_metrics.get_memory_actual", metrics).asLong())
                .isZero();
        assertThat(client.call("VM_metrics.get_state", metrics)).isEmpty();
    }
}
