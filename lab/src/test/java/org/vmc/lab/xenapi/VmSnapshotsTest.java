package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.xenapi.task.OperationTime;
import org.vmc.lab.xenapi.task.TimedOperation;

/** Snapshots, checkpoints, going back to them, and what copies leave behind when they fail. */
class VmSnapshotsTest {

    private static final String NULL = "OpaqueRef:NULL";

    private final SteeredGuests guests = new SteeredGuests();
    private XenApiServer server = XenApiServer.start(XenApiConfig.fast(), guests);
    private XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private void restartWithSlow(TimedOperation operation) {
        server.close();
        var config = XenApiConfig.fast().withTimes(Map.of(operation, OperationTime.parse("10m")));
        server = XenApiServer.start(config, guests);
        client = new XapiClient(server);
    }

    private String running() {
        var vm = client.newVm("debian-12", "vm");
        client.start(vm);
        guests.report(uuid("VM", vm), "10.77.1.9");
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
        return vm;
    }

    private String uuid(String className, String ref) {
        return client.text(className + ".get_uuid", ref);
    }

    private String disk(String vm) {
        return client.text("VBD.get_VDI", client.call("VM.get_VBDs", vm).path(0).asText());
    }

    private String mac(String vm) {
        return client.text("VIF.get_MAC", client.call("VM.get_VIFs", vm).path(0).asText());
    }

    @Test
    void a_snapshot_has_the_contents_of_the_disks() {
        var vm = running();

        var snapshot = client.text("VM.snapshot", vm, "snap");

        assertThat(guests.sourceOf(uuid("VDI", disk(snapshot)))).contains(UUID.fromString(uuid("VDI", disk(vm))));
        assertThat(client.text("VDI.get_snapshot_of", disk(snapshot))).isEqualTo(disk(vm));
        assertThat(client.call("VM.get_snapshot_info", snapshot)
                        .path("power-state-at-snapshot")
                        .asText())
                .isEqualTo("Running");
        assertThat(mac(snapshot)).isEqualTo(mac(vm));
    }

    @Test
    void disks_to_ignore_are_left_out_of_a_snapshot() {
        var vm = running();

        var snapshot = client.text("VM.snapshot", vm, "snap", List.of(disk(vm)));

        assertThat(client.call("VM.get_VBDs", snapshot)).isEmpty();
    }

    @Test
    void a_revert_to_a_snapshot_leaves_the_vm_halted_with_the_old_disk_contents_and_settings() {
        var vm = running();
        var snapshot = client.text("VM.snapshot", vm, "snap");
        client.call("VM.hard_shutdown", vm);
        client.call("VM.set_VCPUs_max", vm, 4);
        client.start(vm);
        var before = disk(vm);
        var beforeUuid = uuid("VDI", before);
        var mac = mac(vm);

        client.call("VM.revert", snapshot);

        assertThat(client.powerState(vm)).isEqualTo("Halted");
        assertThat(guests.state(UUID.fromString(uuid("VM", vm))).orElseThrow().running())
                .isFalse();
        assertThat(guests.sourceOf(uuid("VDI", disk(vm)))).contains(UUID.fromString(uuid("VDI", disk(snapshot))));
        assertThat(guests.wasDeleted(beforeUuid)).isTrue();
        assertThat(client.call("VDI.get_all").toString()).doesNotContain(before);
        assertThat(client.text("VDI.get_snapshot_of", disk(snapshot))).isEqualTo(disk(vm));
        assertThat(client.call("VM.get_VCPUs_max", vm).asInt()).isEqualTo(1);
        assertThat(mac(vm)).isEqualTo(mac);
        client.start(vm);
        assertThat(guests.specOf(uuid("VM", vm)).disk()).hasToString(uuid("VDI", disk(vm)));
    }

    @Test
    void a_revert_to_a_checkpoint_leaves_the_vm_suspended_with_a_memory_image() {
        var vm = running();
        var checkpoint = client.text("VM.checkpoint", vm, "check");
        assertThat(client.powerState(vm)).isEqualTo("Running");
        assertThat(client.powerState(checkpoint)).isEqualTo("Suspended");

        client.call("VM.revert", checkpoint);

        assertThat(client.powerState(vm)).isEqualTo("Suspended");
        var image = client.text("VM.get_suspend_VDI", vm);
        assertThat(client.text("VDI.get_type", image)).isEqualTo("suspend");
        assertThat(image).isNotEqualTo(client.text("VM.get_suspend_VDI", checkpoint));
        client.call("VM.resume", vm, false, false);
        assertThat(client.powerState(vm)).isEqualTo("Running");
        assertThat(client.text("VM.get_suspend_VDI", vm)).isEqualTo(NULL);
        assertThat(client.call("VDI.get_all").toString()).doesNotContain(image);
    }

    @Test
    void a_suspended_vm_has_its_memory_on_disk_until_it_goes_on() {
        var vm = running();

        client.call("VM.suspend", vm);

        var image = client.text("VM.get_suspend_VDI", vm);
        assertThat(client.call("VDI.get_physical_utilisation", image).asLong()).isGreaterThanOrEqualTo(512L << 20);
        client.call("VM.hard_shutdown", vm);
        assertThat(client.text("VM.get_suspend_VDI", vm)).isEqualTo(NULL);
        assertThat(client.call("VDI.get_all").toString()).doesNotContain(image);
    }

    @Test
    void a_clone_whose_contents_cannot_be_copied_leaves_nothing_behind() {
        var vm = client.newVm("debian-12", "vm");
        var disks = client.call("VDI.get_all").size();
        guests.refuseToCopyDisksAfter(0);

        assertThatThrownBy(() -> client.call("VM.clone", vm, "clone")).hasMessageContaining("SR_BACKEND_FAILURE");

        assertThat(client.call("VDI.get_all")).hasSize(disks);
        assertThat(client.call("VM.get_by_name_label", "clone")).isEmpty();
        assertThat(client.call("VM.get_current_operations", vm)).isEmpty();
    }

    @Test
    void a_cancelled_copy_takes_its_disks_away_again() {
        restartWithSlow(TimedOperation.COPY);
        var vm = client.newVm("debian-12", "vm");
        var disks = client.call("VDI.get_all").size();
        var task = client.text("Async.VM.copy", vm, "copy", NULL);
        Awaitility.await().until(() -> client.call("VDI.get_all").size() == disks + 1);

        client.call("task.cancel", task);

        Awaitility.await().until(() -> client.text("task.get_status", task).equals("cancelled"));
        assertThat(client.call("VDI.get_all")).hasSize(disks);
        assertThat(client.call("VM.get_by_name_label", "copy")).isEmpty();
        assertThat(client.call("VM.get_allowed_operations", vm).toString()).contains("\"start\"");
    }

    @Test
    void a_cancelled_revert_leaves_the_vm_running_from_its_disk() {
        restartWithSlow(TimedOperation.REVERT);
        var vm = running();
        var snapshot = client.text("VM.snapshot", vm, "snap");
        var disk = disk(vm);
        var task = client.text("Async.VM.revert", snapshot);
        Awaitility.await()
                .until(() ->
                        client.call("VM.get_current_operations", vm).toString().contains("reverting"));

        client.call("task.cancel", task);

        Awaitility.await().until(() -> client.text("task.get_status", task).equals("cancelled"));
        assertThat(client.powerState(vm)).isEqualTo("Running");
        assertThat(disk(vm)).isEqualTo(disk);
        assertThat(client.call("VM.get_current_operations", vm)).isEmpty();
        assertThat(client.call("VM.get_current_operations", snapshot)).isEmpty();
    }
}
