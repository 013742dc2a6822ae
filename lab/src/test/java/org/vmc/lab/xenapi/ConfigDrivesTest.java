package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.firstboot.IsoImage;
import org.vmc.lab.guests.GuestSpec;

/** A NoCloud drive among the disks of a VM is its first-boot configuration. */
class ConfigDrivesTest {

    private static final String DRIVE = "#cloud-config\nhostname: from-drive\n";

    private final SteeredGuests guests = new SteeredGuests();
    private final XenApiServer server = XenApiServer.start(XenApiConfig.fast(), guests);
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_guest_starts_with_what_its_drive_says() throws Exception {
        var vm = client.newVm("debian-12", "with-drive");
        attach(
                vm,
                IsoImage.of("cidata", Map.of("user-data", DRIVE, "meta-data", "instance-id: i-1\n"), true)
                        .array());

        client.start(vm);

        assertThat(guests.specOf(client.text("VM.get_uuid", vm)).vmData())
                .containsEntry(GuestSpec.USER_DATA, DRIVE)
                .containsEntry(GuestSpec.META_DATA, "instance-id: i-1\n");
    }

    @Test
    void what_xenstore_says_goes_before_the_drive() throws Exception {
        var vm = client.newVm("debian-12", "with-both");
        attach(vm, IsoImage.of("cidata", Map.of("user-data", DRIVE), true).array());
        client.call("VM.add_to_xenstore_data", vm, GuestSpec.USER_DATA, "#cloud-config\n");

        client.start(vm);

        assertThat(guests.specOf(client.text("VM.get_uuid", vm)).vmData())
                .containsEntry(GuestSpec.USER_DATA, "#cloud-config\n");
    }

    private void attach(String vm, byte[] image) throws IOException, InterruptedException {
        var vdi = client.newDisk(client.text("pool.get_default_SR", client.pool()), 4 << 20);
        var upload = HttpRequest.newBuilder(server.uri()
                        .resolve("/import_raw_vdi?format=raw&vdi=" + vdi + "&session_id=" + client.session()))
                .PUT(BodyPublishers.ofByteArray(image))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(upload, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        client.newVbd(vm, vdi, "Disk");
    }
}
