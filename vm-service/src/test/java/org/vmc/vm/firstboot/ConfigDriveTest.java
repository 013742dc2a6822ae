package org.vmc.vm.firstboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigDriveTest {

    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHq1cGbYIB6Yw0bVhJ8bV0m8m1m9 ana@desk";

    @Test
    void tellsTheGuestItsNameItsUserAndHowOftenToCheckItsDisk() throws Exception {
        var wanted = new FirstBoot("front", "builder", List.of(KEY), 1);

        var drive = read(ConfigDrive.image(wanted, "id-1", "web-1", List.of("ssh-rsa BBBB service", KEY)));

        var meta = new ObjectMapper().readTree(drive.metaData());
        assertThat(meta.path("instance-id").asText()).isEqualTo("id-1");
        assertThat(meta.path("local-hostname").asText()).isEqualTo("front");
        assertThat(drive.userData()).startsWith("#cloud-config\n");
        var user = new ObjectMapper().readTree(drive.userData().substring("#cloud-config\n".length()));
        assertThat(user.path("hostname").asText()).isEqualTo("front");
        assertThat(user.path("users").path(1).path("name").asText()).isEqualTo("builder");
        assertThat(user.path("users").path(1).path("ssh_authorized_keys"))
                .extracting(key -> key.asText())
                .containsExactly(KEY, "ssh-rsa BBBB service");
        assertThat(user.path("bootcmd").path(0).asText()).contains("tune2fs -c 1 ");
    }

    @Test
    void leavesOutWhatNobodyAskedForAndMakesTheSameBytesAgain() {
        var wanted = new FirstBoot(null, null, List.of(), 0);

        var image = ConfigDrive.image(wanted, "id-1", "web-1", List.of());

        assertThat(read(image).userData())
                .contains("\"web-1\"", "tune2fs -c 0 ")
                .doesNotContain("users", "ssh_authorized_keys");
        assertThat(ConfigDrive.image(wanted, "id-1", "web-1", List.of())).isEqualTo(image);
    }

    @Test
    void holdsFilesOfAnySize() {
        var large = "#cloud-config\n" + "x".repeat(100_000);
        for (String text : List.of("", "y", large)) {
            var image = new Iso9660Image(
                    "cidata", new TreeMap<>(Map.of("meta-data", bytes(text), "user-data", bytes(large))));
            assertThat(read(image.bytes()).metaData()).isEqualTo(text);
            assertThat(read(image.bytes()).userData()).isEqualTo(large);
        }
    }

    @Test
    void readsPoliciesAndKeys() {
        assertThat(FsckPolicy.parse("never")).isEqualTo(OptionalInt.of(0));
        assertThat(FsckPolicy.parse("every-boot")).isEqualTo(OptionalInt.of(1));
        assertThat(FsckPolicy.parse("30")).isEqualTo(OptionalInt.of(30));
        assertThat(List.of("0", "1001", "-1", "often", ""))
                .allMatch(text -> FsckPolicy.parse(text).isEmpty());
        assertThat(SshKeys.allowed(KEY)).isTrue();
        assertThat(List.of("", "ssh-ed25519", "command=\"x\" " + KEY, KEY + "\nssh-rsa AAAA", "-----BEGIN"))
                .noneMatch(SshKeys::allowed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As the lab's guests read it. */
    private static org.vmc.lab.firstboot.ConfigDrive read(byte[] image) {
        try {
            return org.vmc.lab.firstboot.ConfigDrive.read(disk(image)).orElseThrow();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static org.vmc.lab.firstboot.ConfigDrive.Disk disk(byte[] image) {
        return (offset, into) -> {
            Arrays.fill(into, (byte) 0);
            int count = (int) Math.max(0, Math.min(into.length, image.length - offset));
            System.arraycopy(image, (int) Math.min(offset, image.length), into, 0, count);
        };
    }
}
