package org.vmc.storage.gluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lsblk 2.38, an older one that writes numbers as text, smartctl 7.3 and GNU dd print. */
class DiskAnswersTest {

    @Test
    void seesASolidStateDiskBehindASlowPort() throws IOException {
        var disk = disk("sata-limited.txt", "sda");

        assertThat(disk.model()).isEqualTo("Corsair Force GT");
        assertThat(disk.firmware()).isEqualTo("1.3.3");
        assertThat(disk.sizeBytes()).isEqualTo(120_034_123_776L);
        assertThat(disk.rotational()).isFalse();
        assertThat(disk.trims()).isTrue();
        assertThat(disk.health()).isEqualTo(Disk.Health.PASSED);
        assertThat(disk.uses()).containsExactly("ext4 at /", "LVM2_member on sda2", "xfs at /bricks/b1");
        assertThat(disk.link()).isEqualTo(new Disk.SataLink("SATA 3.0", 30, 60, 30));
        assertThat(disk.link().isLimitedByPort()).isTrue();
    }

    @Test
    void believesTheKernelAboutTheLinkAndSmartAboutTheDisk() throws IOException {
        var disk = disk("sata-limited.txt", "sdb");

        assertThat(disk.rotational()).isTrue();
        assertThat(disk.trims()).isFalse();
        assertThat(disk.readOnly()).isTrue();
        assertThat(disk.health()).isEqualTo(Disk.Health.FAILING);
        assertThat(disk.link()).isEqualTo(new Disk.SataLink("SATA 3.1", 30, 60, 60));
        assertThat(disk.link().isLimited()).isTrue();
        assertThat(disk.link().isLimitedByPort()).isFalse();
    }

    @Test
    void leavesOutWhatIsNoDisk() throws IOException {
        assertThat(disks("sata-limited.txt").disks()).extracting(Disk::name).containsExactly("sda", "sdb");
    }

    @Test
    void saysWhatIsMissingAndGoesOnWithout() throws IOException {
        var host = disks("without-smartctl.txt");

        assertThat(host.missingTools()).containsExactly("smartctl");
        assertThat(host.disks()).extracting(Disk::health).containsOnly(Disk.Health.UNKNOWN);
        assertThat(host.disks()).extracting(Disk::link).containsOnly(Disk.SataLink.NONE);
        assertThat(host.disks().getFirst().rotational()).isTrue();
        assertThat(host.disks().getFirst().model()).isNull();
        assertThat(host.disks().getLast().model()).isEqualTo("Samsung SSD 970 PRO 512GB");
        assertThat(host.disks().getLast().uses()).containsExactly("xfs on nvme0n1");
        assertThat(host.disks().getLast().sizeBytes()).isEqualTo(512_110_190_592L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lsblk: unknown column: DISC-MAX", "@lsblk\nlsblk: not JSON"})
    void refusesWhatIsNoList(String output) {
        assertThatThrownBy(() -> DiskAnswers.disks("h1", output)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "268435456 bytes (268 MB, 256 MiB) copied, 0.512 s, 524 MB/s | 268435456 | 512",
                "1048576 bytes (1.0 MB, 1.0 MiB) copied, 0.00105 s, 1.0 GB/s | 1048576   | 1",
                "512 bytes copied, 5.1e-05 s, 10.0 MB/s                      | 512       | 0",
                "1073741824 bytes (1.1 GB, 1.0 GiB) copied, 12 s, 89.5 MB/s  | 1073741824 | 12000",
            })
    void readsWhatDdSays(String line, long bytes, long millis) {
        var read = DiskAnswers.read(line).orElseThrow();
        assertThat(read.bytes()).isEqualTo(bytes);
        assertThat(read.took().toMillis()).isEqualTo(millis);
    }

    @Test
    void countsMebibytesOfASecond() {
        assertThat(new DiskRead(256L << 20, Duration.ofMillis(500)).mebibytesPerSecond())
                .isEqualTo(512.0);
        assertThat(DiskAnswers.read("dd: failed to open '/dev/sda': Permission denied"))
                .isEmpty();
    }

    private static Disk disk(String file, String name) throws IOException {
        return disks(file).disks().stream()
                .filter(disk -> disk.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static HostDisks.Answered disks(String file) throws IOException {
        try (var content = Objects.requireNonNull(DiskAnswersTest.class.getResourceAsStream("/disks/" + file))) {
            return DiskAnswers.disks("h1", new String(content.readAllBytes(), UTF_8));
        }
    }
}
