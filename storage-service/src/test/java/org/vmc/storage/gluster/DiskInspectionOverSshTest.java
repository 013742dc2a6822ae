package org.vmc.storage.gluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts about disks, on this machine's own through a real sshd. */
class DiskInspectionOverSshTest {

    @TempDir
    static Path directory;

    private static LoopbackSshd sshd;
    private static SshHosts hosts;
    private static DiskInspectionOverSsh inspection;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sshd = LoopbackSshd.start(directory);
        hosts = new SshHosts(sshd.config("h1"));
        inspection = new DiskInspectionOverSsh(hosts, sshd.config("h1"));
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (hosts != null) {
            hosts.close();
            sshd.close();
        }
    }

    @Test
    void listsTheDisksThatTheKernelHas() {
        assertThat(inspection.disks()).singleElement().isInstanceOfSatisfying(HostDisks.Answered.class, host -> {
            assertThat(host.disks())
                    .extracting(Disk::name)
                    .allMatch(name -> Files.isDirectory(Path.of("/sys/block", name)));
            assertThat(host.disks()).extracting(Disk::name).noneMatch(name -> name.startsWith("loop"));
            assertThat(host.disks()).extracting(Disk::sizeBytes).allMatch(size -> size > 0);
        });
    }

    @Test
    void asksSmartctlForEachDiskWhereItIs() throws IOException {
        sshd.program("smartctl", """
                for last in "$@"; do :; done
                echo '{"model_name": "asked with '"$last"'", "smart_status": {"passed": false}}'
                exit 8
                """);
        try {
            assertThat(inspection.disks("h1")).isInstanceOfSatisfying(HostDisks.Answered.class, host -> {
                assertThat(host.missingTools()).isEmpty();
                assertThat(host.disks()).allSatisfy(disk -> {
                    assertThat(disk.model()).isEqualTo("asked with /dev/" + disk.name());
                    assertThat(disk.health()).isEqualTo(Disk.Health.FAILING);
                });
            });
        } finally {
            Files.delete(directory.resolve("bin/smartctl"));
        }
    }

    /** On a loop: a machine may keep its real disks even from root. */
    @Test
    void readsWithoutWriting() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "loops are for root to make");
        var content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        var file = Files.write(directory.resolve("disk"), content);
        var loop = output("losetup", "--find", "--show", file.toString());
        try {
            var name = loop.substring("/dev/".length());
            assertThat(inspection.read("h1", name, 2).bytes()).isEqualTo(2 << 20);
            var all = inspection.read("h1", name, 64);
            assertThat(all.bytes()).isEqualTo(content.length);
            assertThat(all.mebibytesPerSecond()).isPositive();
        } finally {
            output("losetup", "--detach", loop);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(command[0]).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "zero",
                "no-such-disk",
                "../etc/passwd",
                "/etc/passwd",
                "sda;reboot",
                "$(reboot)",
                "-rf",
                "",
                "a b",
                ".",
                "shm"
            })
    void readsNothingThatIsNoDisk(String name) {
        assertThatThrownBy(() -> inspection.read("h1", name, 1))
                .isInstanceOf(GlusterRefused.class)
                .hasMessageMatching("(?s).*(no such disk|not the name of a disk).*");
    }
}
