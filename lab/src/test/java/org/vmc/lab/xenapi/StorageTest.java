package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SRs and the space disks take in them, media, hot plug, and queries by expression. */
class StorageTest {

    private static final String NULL = "OpaqueRef:NULL";
    private static final long GIB = 1L << 30;
    private static final long EMPTY = 2L << 20;

    private final SteeredGuests guests = new SteeredGuests();
    private final XenApiServer server = XenApiServer.start(XenApiConfig.fast(), guests);
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private String newSr(String type) {
        var host = client.call("host.get_by_name_label", "h1").path(0).asText();
        return client.text("SR.create", host, Map.of(), 10 * GIB, "local", "", type, "user", false, Map.of());
    }

    private String running() {
        var vm = client.newVm("debian-12", "vm");
        client.start(vm);
        guests.report(client.text("VM.get_uuid", vm), "10.77.1.9");
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
        return vm;
    }

    private void assertSpace(String sr, long virtualBytes, long physicalBytes) {
        assertThat(client.call("SR.get_virtual_allocation", sr).asLong()).isEqualTo(virtualBytes);
        assertThat(client.call("SR.get_physical_utilisation", sr).asLong()).isEqualTo(physicalBytes);
    }

    @Test
    void an_installer_has_no_tools_until_its_medium_is_out() {
        var vm = client.newVm("Other install media", "installed");
        var iso = client.call("VDI.get_by_name_label", "debian-12-netinst.iso")
                .path(0)
                .asText();
        var drive = client.newVbd(vm, iso, "CD");
        client.start(vm);
        guests.report(client.text("VM.get_uuid", vm), "10.77.1.8");
        // The watch has looked at both when it has seen the other.
        var other = running();
        assertThat(client.text("VM.get_guest_metrics", other)).isNotEqualTo(NULL);
        assertThat(client.text("VM.get_guest_metrics", vm)).isEqualTo(NULL);

        client.call("VBD.eject", drive);
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals(NULL));
    }

    @Test
    void a_disk_on_a_thin_sr_takes_what_was_written() {
        var sr = newSr("ext");
        var disk = client.newDisk(sr, 8 * GIB);
        assertSpace(sr, 8 * GIB, EMPTY);

        client.call("VDI.snapshot", disk, Map.of());
        assertSpace(sr, 16 * GIB, 2 * EMPTY);
        client.newDisk(sr, 100 * GIB);
        client.call("VDI.destroy", disk);
        assertSpace(sr, 108 * GIB, 2 * EMPTY);
    }

    @Test
    void a_disk_on_a_thick_sr_takes_its_whole_size_until_the_sr_is_full() {
        var sr = newSr("lvm");
        var disk = client.newDisk(sr, 6 * GIB);
        assertSpace(sr, 6 * GIB, 6 * GIB);

        assertThatThrownBy(() -> client.newDisk(sr, 5 * GIB)).hasMessage("[SR_FULL, %d, %d]", 5 * GIB, 4 * GIB);
        assertThatThrownBy(() -> client.call("VDI.resize", disk, 11 * GIB))
                .hasMessage("[SR_FULL, %d, %d]", 5 * GIB, 4 * GIB);
        assertThatThrownBy(() -> client.call("VDI.clone", disk, Map.of())).hasMessageContaining("SR_FULL");
        assertSpace(sr, 6 * GIB, 6 * GIB);
        client.call("VDI.resize", disk, 10 * GIB);
        assertSpace(sr, 10 * GIB, 10 * GIB);
        client.call("VDI.destroy", disk);
        assertSpace(sr, 0, 0);
    }

    @Test
    void an_sr_comes_and_goes_with_its_connections() {
        var sr = newSr("ext");
        var pbd = client.call("SR.get_PBDs", sr).path(0).asText();
        assertThat(client.call("PBD.get_currently_attached", pbd).asBoolean()).isTrue();

        client.call("PBD.unplug", pbd);
        client.call("SR.destroy", sr);

        assertThat(client.call("SR.get_all").toString()).doesNotContain(sr);
        assertThat(client.call("PBD.get_all").toString()).doesNotContain(pbd);
    }

    @Test
    void a_forgotten_disk_is_introduced_again() {
        var sr = newSr("ext");
        var disk = client.newDisk(sr, GIB);
        var uuid = client.text("VDI.get_uuid", disk);

        client.call("VDI.forget", disk);
        assertSpace(sr, 0, 0);
        var again = client.text(
                "VDI.introduce",
                uuid,
                "again",
                "",
                sr,
                "user",
                false,
                false,
                Map.of(),
                uuid,
                Map.of(),
                Map.of(),
                true,
                GIB,
                EMPTY);

        assertThat(client.text("VDI.get_by_uuid", uuid)).isEqualTo(again);
        assertThat(guests.wasDeleted(uuid)).isFalse();
        assertSpace(sr, GIB, EMPTY);
    }

    @Test
    void media_are_put_into_a_drive_and_taken_out() {
        var vm = running();
        var drive = client.newVbd(vm, NULL, "CD");
        var iso =
                client.call("VDI.get_by_name_label", "guest-tools.iso").path(0).asText();
        assertThat(client.call("VBD.get_allowed_operations", drive).toString())
                .contains("insert")
                .doesNotContain("eject");

        client.call("VBD.insert", drive, iso);
        assertThat(client.text("VBD.get_VDI", drive)).isEqualTo(iso);
        assertThat(client.call("VBD.get_empty", drive).asBoolean()).isFalse();
        client.call("VBD.eject", drive);

        assertThat(client.text("VBD.get_VDI", drive)).isEqualTo(NULL);
        assertThat(client.call("VDI.get_VBDs", iso)).isEmpty();
    }

    @Test
    void a_disk_is_plugged_into_a_running_vm_and_out_again() {
        var vm = running();
        var sr = newSr("ext");
        var disk = client.newDisk(sr, GIB);
        var vbd = client.newVbd(vm, disk, "Disk");
        assertThat(client.call("VBD.get_allowed_operations", vbd).toString())
                .contains("\"plug\"")
                .doesNotContain("unplug");

        client.call("VBD.plug", vbd);
        assertThat(client.call("VBD.get_currently_attached", vbd).asBoolean()).isTrue();
        assertThat(client.call("VDI.get_allowed_operations", disk).toString()).doesNotContain("destroy");
        client.call("VBD.unplug", vbd);

        assertThat(client.call("VDI.get_allowed_operations", disk).toString()).contains("destroy");
        client.call("VBD.destroy", vbd);
        client.call("VDI.destroy", disk);
    }

    @Test
    void a_network_card_moves_to_another_network_while_the_vm_runs() {
        var vif = client.call("VM.get_VIFs", running()).path(0).asText();
        var network =
                client.text("network.create", Map.of("name_label", "inside", "other_config", Map.of(), "MTU", 1500));

        client.call("VIF.move", vif, network);

        assertThat(client.call("network.get_VIFs", network).path(0).asText()).isEqualTo(vif);
        assertThatThrownBy(() -> client.call("network.destroy", network)).hasMessage("[NETWORK_CONTAINS_VIF, %s]", vif);
    }

    @Test
    void records_are_found_by_expression() {
        var vm = running();
        var running = "field \"power_state\" = \"Running\"";

        assertThat(client.call("VM.get_all_records_where", "field \"name__label\" = \"vm\"")
                        .has(vm))
                .isTrue();
        assertThat(client.call("VM.get_all_where", running + " and not field \"is_control_domain\" = \"true\""))
                .singleElement()
                .extracting(node -> ((JsonNode) node).asText())
                .isEqualTo(vm);
        assertThat(client.call("VM.get_all_where", "(" + running + ") or (field \"is_a_template\" = \"true\")"))
                .hasSizeGreaterThan(6);
        assertThat(client.call("host.get_all_where", "not field \"name_label\" = \"h1\""))
                .hasSize(3);
        assertThatThrownBy(() -> client.call("VM.get_all_where", "field \"a\" ="))
                .hasMessageContaining("INVALID_VALUE");
    }
}
