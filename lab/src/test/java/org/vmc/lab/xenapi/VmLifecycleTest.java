package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a VM, its host's memory and its guest. */
class VmLifecycleTest {

    private static final long GIB = 1L << 30;
    private static final String NULL = "OpaqueRef:NULL";

    private final SteeredGuests guests = new SteeredGuests();
    private XenApiServer server = XenApiServer.start(XenApiConfig.fast().withHosts(2, 4 * GIB), guests);
    private XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private void restartWithRealTimes() {
        server.close();
        server = XenApiServer.start(XenApiConfig.fast().withTimeScale(1), guests);
        client = new XapiClient(server);
    }

    private String running() {
        var vm = client.newVm("debian-12", "vm");
        client.start(vm);
        return vm;
    }

    private String disk(String vm) {
        return client.text("VBD.get_VDI", client.call("VM.get_VBDs", vm).path(0).asText());
    }

    private String uuid(String vm) {
        return client.text("VM.get_uuid", vm);
    }

    private static void assertRefused(ThrowingCallable call, String... error) {
        assertThatThrownBy(call).isInstanceOfSatisfying(XapiClient.Refused.class, refused -> assertThat(refused.error())
                .containsExactly(error));
    }

    @Test
    void a_clone_has_its_own_disk_and_network_card() {
        var template = client.vmNamed("build-worker");
        var vm = client.newVm("build-worker", "w-1");

        var disk = client.text(
                "VBD.get_VDI", client.call("VM.get_VBDs", vm).path(0).asText());
        var templateDisk = client.text(
                "VBD.get_VDI", client.call("VM.get_VBDs", template).path(0).asText());
        assertThat(disk).isNotEqualTo(templateDisk).isNotEqualTo(NULL);
        assertThat(client.text(
                        "VIF.get_MAC", client.call("VM.get_VIFs", vm).path(0).asText()))
                .isNotEqualTo(client.text(
                        "VIF.get_MAC",
                        client.call("VM.get_VIFs", template).path(0).asText()));
        assertThat(client.call("VM.get_is_a_template", vm).asBoolean()).isFalse();
    }

    @Test
    void the_guest_is_started_from_what_the_vm_says() {
        var vm = client.newVm("build-worker", "w-1");
        client.call("VM.set_xenstore_data", vm, Map.of("vm-data/hostname", "w-1", "other", "x"));
        client.call("VM.set_memory_limits", vm, 0, 768 << 20, 768 << 20, 768 << 20);

        client.start(vm);

        var spec = guests.specOf(uuid(vm));
        assertThat(spec.name()).isEqualTo("w-1");
        assertThat(spec.template()).isEqualTo("build-worker");
        assertThat(spec.memoryMib()).isEqualTo(768);
        assertThat(spec.hostName()).isIn("h1", "h2");
        assertThat(spec.vmData()).containsExactly(Map.entry("vm-data/hostname", "w-1"));
    }

    @Test
    void a_start_takes_memory_and_a_shutdown_gives_it_back() {
        var vm = client.newVm("debian-12", "vm");
        var host = client.call("VM.get_possible_hosts", vm).path(0).asText();
        var before = client.call("host.compute_free_memory", host).asLong();

        client.call("VM.start_on", vm, host, false, false);

        var needed = (512L << 20) + (4L << 20) + (4L << 20);
        assertThat(client.call("host.compute_free_memory", host).asLong()).isEqualTo(before - needed);
        assertThat(client.text("VM.get_resident_on", vm)).isEqualTo(host);
        assertThat(client.call("host.get_resident_VMs", host).toString()).contains(vm);
        client.call("VM.hard_shutdown", vm);
        assertThat(client.call("host.compute_free_memory", host).asLong()).isEqualTo(before);
        assertThat(client.call("host.get_resident_VMs", host).toString()).doesNotContain(vm);
    }

    @Test
    void a_vm_too_big_for_every_host_is_refused() {
        var vm = client.newVm("debian-12", "big");
        client.call("VM.set_memory_limits", vm, 0, 200 * GIB, 200 * GIB, 200 * GIB);
        var host = client.call("host.get_all").path(0).asText();
        var free = client.call("host.compute_free_memory", host).asText();

        assertRefused(() -> client.start(vm), "NO_HOSTS_AVAILABLE");
        assertRefused(
                () -> client.call("VM.start_on", vm, host, false, false),
                "HOST_NOT_ENOUGH_FREE_MEMORY",
                "216430280704",
                free);
        assertRefused(
                () -> client.call("VM.assert_can_boot_here", vm, host),
                "HOST_NOT_ENOUGH_FREE_MEMORY",
                "216430280704",
                free);
        assertThat(client.call("VM.get_possible_hosts", vm)).isEmpty();
        assertThat(client.powerState(vm)).isEqualTo("Halted");
    }

    @Test
    void vms_started_at_once_never_take_more_memory_than_there_is() {
        var vms = IntStream.range(0, 20)
                .mapToObj(i -> client.newVm("debian-12", "vm-" + i))
                .toList();
        var started = vms.stream().map(vm -> CompletableFuture.supplyAsync(() -> startSucceeds(vm))).toList().stream()
                .filter(CompletableFuture::join)
                .count();

        // 4 GiB less the control domain leave room for 6 on each of the two hosts.
        assertThat(started).isEqualTo(12);
        client.call("host_metrics.get_all_records")
                .forEach(host -> assertThat(host.path("memory_free").asLong()).isNotNegative());
    }

    private boolean startSucceeds(String vm) {
        try {
            client.start(vm);
            return true;
        } catch (XapiClient.Refused refused) {
            assertThat(refused.error()).containsExactly("NO_HOSTS_AVAILABLE");
            return false;
        }
    }

    @Test
    void a_disabled_host_starts_nothing() {
        var vm = client.newVm("debian-12", "vm");
        client.call("host.get_all").forEach(host -> client.call("host.disable", host.asText()));
        var host = client.call("host.get_all").path(0).asText();

        assertRefused(() -> client.start(vm), "NO_HOSTS_AVAILABLE");
        assertRefused(() -> client.call("VM.start_on", vm, host, false, false), "HOST_DISABLED", host);
    }

    @Test
    void affinity_decides_the_host() {
        var vm = client.newVm("debian-12", "vm");
        var host = client.call("host.get_by_name_label", "h2").path(0).asText();
        client.call("VM.set_affinity", vm, host);

        client.start(vm);

        assertThat(client.text("VM.get_resident_on", vm)).isEqualTo(host);
    }

    @Test
    void tools_appear_when_the_guest_reports_and_go_with_it() {
        var vm = running();
        assertThat(client.text("VM.get_guest_metrics", vm)).isEqualTo(NULL);

        guests.report(uuid(vm), "10.77.1.5");

        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
        var metrics = client.call("VM_guest_metrics.get_record", client.text("VM.get_guest_metrics", vm));
        assertThat(metrics.path("networks").path("0/ip").asText()).isEqualTo("10.77.1.5");
        assertThat(metrics.path("PV_drivers_detected").asBoolean()).isTrue();
        client.call("VM.clean_shutdown", vm);
        assertThat(client.text("VM.get_guest_metrics", vm)).isEqualTo(NULL);
        assertThat(client.call("VM_guest_metrics.get_all")).isEmpty();
    }

    @Test
    void a_guest_that_ends_by_itself_leaves_a_halted_vm() {
        var vm = running();

        guests.kill(uuid(vm));

        Awaitility.await().until(() -> client.powerState(vm).equals("Halted"));
        assertThat(client.text("VM.get_resident_on", vm)).isEqualTo(NULL);
    }

    @Test
    void a_guest_that_does_not_start_leaves_a_halted_vm_and_its_memory() {
        var vm = client.newVm("debian-12", "vm");
        var before = client.call("host_metrics.get_all_records").findValuesAsText("memory_free");
        guests.refuseToStart();

        assertRefused(() -> client.start(vm), "INTERNAL_ERROR", "Guest_failure(\"Told to refuse\")");

        assertThat(client.powerState(vm)).isEqualTo("Halted");
        assertThat(client.call("VM.get_current_operations", vm)).isEmpty();
        assertThat(client.call("host_metrics.get_all_records").findValuesAsText("memory_free"))
                .isEqualTo(before);
    }

    @Test
    void a_reboot_makes_the_tools_report_anew() {
        var vm = running();
        guests.report(uuid(vm), "10.77.1.5");
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
        var before = client.call("VM.get_domid", vm).asLong();

        client.call("VM.clean_reboot", vm);

        assertThat(client.text("VM.get_guest_metrics", vm)).isEqualTo(NULL);
        assertThat(client.call("VM.get_domid", vm).asLong()).isGreaterThan(before);
        assertThat(client.powerState(vm)).isEqualTo("Running");
    }

    @Test
    void suspend_frees_the_memory_and_resume_takes_it_again() {
        var vm = running();
        var host = client.text("VM.get_resident_on", vm);
        guests.report(uuid(vm), "10.77.1.5");
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
        var running = client.call("host.compute_free_memory", host).asLong();

        client.call("VM.suspend", vm);
        assertThat(client.powerState(vm)).isEqualTo("Suspended");
        assertThat(client.call("host.compute_free_memory", host).asLong()).isGreaterThan(running);

        client.call("VM.resume_on", vm, host, false, false);
        assertThat(client.powerState(vm)).isEqualTo("Running");
        assertThat(client.call("host.compute_free_memory", host).asLong()).isEqualTo(running);
    }

    @Test
    void memory_limits_out_of_order_are_refused() {
        var vm = client.newVm("debian-12", "vm");

        assertRefused(
                () -> client.call("VM.set_memory_limits", vm, 0, GIB, 2 * GIB, GIB),
                "MEMORY_CONSTRAINT_VIOLATION_ORDER");
        assertRefused(() -> client.call("VM.set_VCPUs_at_startup", vm, 9), "INVALID_VALUE", "VCPUs_at_startup", "9");
    }

    @Test
    void destroying_a_vm_leaves_its_disks() {
        var vm = client.newVm("debian-12", "vm");
        var disk = client.text(
                "VBD.get_VDI", client.call("VM.get_VBDs", vm).path(0).asText());

        client.call("VM.destroy", vm);

        assertThat(client.call("VDI.get_VBDs", disk)).isEmpty();
        assertThat(client.call("VM.get_by_name_label", "vm")).isEmpty();
        client.call("VDI.destroy", disk);
    }

    @Test
    void a_running_vm_is_neither_started_nor_destroyed() {
        var vm = running();

        assertRefused(() -> client.start(vm), "VM_BAD_POWER_STATE", vm, "halted", "running");
        assertRefused(() -> client.call("VM.destroy", vm), "VM_BAD_POWER_STATE", vm, "halted, suspended", "running");
    }

    @Test
    void a_snapshot_refuses_to_start_and_knows_its_vm() {
        var vm = running();
        var snapshot = client.text("VM.snapshot", vm, "snap");

        assertThat(client.call("VM.get_snapshots", vm).path(0).asText()).isEqualTo(snapshot);
        assertThat(client.text("VM.get_parent", vm)).isEqualTo(snapshot);
        assertRefused(() -> client.start(snapshot), "VM_IS_SNAPSHOT", snapshot, "start");
    }

    @Test
    void a_cancelled_start_leaves_the_vm_as_it_was() {
        restartWithRealTimes();
        var vm = client.newVm("debian-12", "vm");
        var task = client.text("Async.VM.start", vm, false, false);
        Awaitility.await()
                .until(() -> client.call("VM.get_current_operations", vm).has(task));

        client.call("task.cancel", task);

        Awaitility.await().until(() -> client.text("task.get_status", task).equals("cancelled"));
        assertThat(client.call("task.get_error_info", task).toString())
                .isEqualTo("[\"TASK_CANCELLED\",\"" + task + "\"]");
        assertThat(client.powerState(vm)).isEqualTo("Halted");
        assertThat(client.call("VM.get_current_operations", vm)).isEmpty();
    }

    @Test
    void a_second_operation_on_a_busy_vm_is_refused() {
        restartWithRealTimes();
        var vm = client.newVm("debian-12", "vm");
        var task = client.text("Async.VM.start", vm, false, false);
        Awaitility.await()
                .until(() -> client.call("VM.get_current_operations", vm).has(task));

        assertRefused(() -> client.call("VM.destroy", vm), "OTHER_OPERATION_IN_PROGRESS", "VM", vm, "start", task);
        assertThat(client.call("VM.get_allowed_operations", vm)).isEmpty();
    }

    @Test
    void a_template_is_cloned_several_times_at_once() {
        restartWithRealTimes();
        var template = client.vmNamed("debian-12");
        var tasks = IntStream.range(0, 5)
                .mapToObj(i -> client.text("Async.VM.clone", template, "c-" + i))
                .toList();

        Awaitility.await().until(() -> tasks.stream()
                .allMatch(task -> client.text("task.get_status", task).equals("success")));
        assertThat(tasks)
                .extracting(task -> client.text("task.get_result", task))
                .allSatisfy(result -> assertThat(result).matches("<value>OpaqueRef:[0-9a-f-]{36}</value>"));
    }

    @Test
    void a_copy_that_does_not_fit_leaves_nothing_behind() {
        var vm = client.newVm("debian-12", "vm");
        var template = client.vmNamed("debian-12");
        var sr = client.text("VDI.get_SR", disk(vm));
        client.call(
                "SR.set_physical_size",
                sr,
                client.call("SR.get_physical_utilisation", sr).asLong() + GIB / 2);
        var disks = client.call("VDI.get_all").size();

        assertThatThrownBy(() -> client.call("VM.copy", template, "full", NULL)).hasMessageContaining("SR_FULL");

        assertThat(client.call("VM.get_by_name_label", "full")).isEmpty();
        assertThat(client.call("VDI.get_all")).hasSize(disks);
        assertThat(client.call("VM.get_current_operations", template)).isEmpty();
        assertThat(client.powerState(vm)).isEqualTo("Halted");
    }

    @Test
    void attached_disks_are_not_deleted_and_devices_not_taken_twice() {
        var vm = running();
        var vbd = client.call("VM.get_VBDs", vm).path(0).asText();
        var vdi = client.text("VBD.get_VDI", vbd);
        var network = client.call("network.get_all").path(0).asText();

        assertRefused(() -> client.call("VDI.destroy", vdi), "VDI_IN_USE", vdi, "destroy");
        assertRefused(() -> client.call("VIF.create", vif(vm, network, "0")), "DEVICE_ALREADY_EXISTS", "0");
        assertThat(client.text("VIF.create", vif(vm, network, "1"))).startsWith("OpaqueRef:");
        assertThat(List.of(client.call("VM.get_allowed_VBD_devices", vm).path(0).asText()))
                .containsExactly("1");
    }

    private static Map<String, Object> vif(String vm, String network, String device) {
        return Map.of(
                "device",
                device,
                "network",
                network,
                "VM",
                vm,
                "MAC",
                "",
                "MTU",
                1500,
                "other_config",
                Map.of(),
                "qos_algorithm_type",
                "",
                "qos_algorithm_params",
                Map.of());
    }
}
