package org.vmc.lab.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real hosts. */
@Tag("root")
class HostsTest {

    /** By its path: a login's search path is without it, a recipe's is not. */
    private static final String GLUSTER = "/usr/sbin/gluster --mode=script --log-file=/dev/null ";

    @TempDir
    private static Path directory;

    private static RealLab lab;

    @BeforeAll
    static void startHosts() {
        lab = RealLab.start(directory, 3);
    }

    @AfterAll
    static void stopHosts() {
        if (lab != null) {
            lab.close();
            assertThat(new Remains(lab.machine()).list()).isEmpty();
        }
    }

    @Test
    void replicateAVolumeThatAClientWrites() {
        assertThat(lab.ssh("10.77.0.11", "gluster peer probe h2 && gluster peer probe h3"))
                .contains("success");
        lab.ssh("10.77.0.11", "gluster volume create data replica 3 h1:/bricks/b1/d h2:/bricks/b1/d h3:/bricks/b1/d");
        lab.ssh("10.77.0.11", "gluster volume start data");
        lab.ssh("10.77.0.12", "mkdir /mnt/data && mount -t glusterfs h1:/data /mnt/data && echo written > /mnt/data/f");

        for (var host : lab.hosts().all()) {
            assertThat(lab.ssh(host.address(), "cat /bricks/b1/d/f")).isEqualTo("written\n");
        }
        lab.ssh("10.77.0.12", "umount /mnt/data");
    }

    @Test
    void keepTheirCpuLimitForSshSessionsOnly() {
        var groups = lab.machine().groups();
        assertThat(lab.ssh("10.77.0.11", "cat /proc/self/cgroup")).contains("h1/work/own");

        var before = groups.cpuNanos("h1/work");
        var begin = System.nanoTime();
        lab.ssh("10.77.0.11", "timeout 2 sh -c 'while :; do :; done' || true");
        double cpus = (groups.cpuNanos("h1/work") - before) / (double) (System.nanoTime() - begin);

        assertThat(cpus).isBetween(0.1 * RealLab.CPUS, 1.2 * RealLab.CPUS);
        assertThat(groups.processes("h1/sys/own")).isNotEmpty();
    }

    @Test
    void letBuildsWriteTheirScratchSpaceAndKeepTheRestFromThem() {
        assertThat(lab.sshAsBuilder("10.77.0.11", "id -un; umask 077; mkdir /scratch/vmc/b && rmdir /scratch/vmc/b"))
                .isEqualTo("vmc-build\n");
        assertThat(lab.sshAsBuilder("10.77.0.11", "cat /proc/self/cgroup")).contains("h1/work/own");

        lab.ssh("10.77.0.11", GLUSTER + "volume create kept h1:/bricks/b1/kept");
        for (var forbidden : List.of(
                GLUSTER + "volume list",
                // Over the network anybody may ask, but change nothing.
                GLUSTER + "--remote-host=localhost volume delete kept",
                "cat /etc/shadow",
                "ls /var/lib/glusterd",
                "ls /bricks",
                // The groups of others, which builds could join.
                "ls /run/lab/groups",
                "touch /home/vmc-build/.bashrc",
                "touch /scratch/file")) {
            assertThat(lab.sshAsBuilder("10.77.0.11", forbidden + " >&2 && echo allowed || echo refused"))
                    .as(forbidden)
                    .isEqualTo("refused\n");
        }
        assertThat(lab.ssh("10.77.0.11", GLUSTER + "volume list")).contains("kept");
        lab.ssh("10.77.0.11", GLUSTER + "volume delete kept");
    }

    @Test
    void readTheirOwnFiguresInside() {
        var figures = lab.ssh("10.77.0.12", "/opt/vmc-lab/metrics");

        assertThat(figures.lines())
                .contains("cpu_limit_millicpus=" + Math.round(RealLab.CPUS * 1000), "memory_limit_bytes=" + (1L << 30));
        assertThat(figures)
                .contains("cpu_usage_nanos=")
                .contains("memory_usage_bytes=")
                .contains("cpu_throttled_nanos=");
        assertThat(lab.ssh(
                        "10.77.0.12",
                        "echo 1 > /run/lab/metrics/memory/memory.limit_in_bytes 2>/dev/null || "
                                + "echo 1 > /run/lab/metrics/unified/memory.max 2>/dev/null || echo refused"))
                .isEqualTo("refused\n");
    }

    @Test
    void comeBackWithTheirFilesWhenTheirPowerWasCut() {
        var host = lab.hosts().get("h3");
        lab.ssh(host.address(), "echo kept > /bricks/b1/kept; echo kept > /root/kept; sync");

        lab.hosts().powerOff(host);
        assertThat(lab.hosts().node(host)).isEmpty();
        assertThat(lab.machine().groups().processes("h3")).isEmpty();

        lab.hosts().powerOn(host);
        lab.hosts().powerOn(host);
        assertThat(lab.ssh(host.address(), "cat /bricks/b1/kept /root/kept; gluster volume list 2>&1 | wc -l"))
                .startsWith("kept\nkept\n");
    }

    @Test
    void passCommandsExitStatusAndStandardInputThroughTheSessionWrapper() {
        assertThat(lab.ssh("10.77.0.11", "echo 'a  b' \"$HOME\"; [ -z \"${SSH_ORIGINAL_COMMAND+x}\" ] && echo unset"))
                .isEqualTo("a  b /root\nunset\n");
        assertThat(lab.ssh("10.77.0.11", "sh -c 'exit 3' || echo $?")).isEqualTo("3\n");
    }

    @Test
    void haveAnXfsFileSystemAsBrickAndScratchSpace() {
        assertThat(lab.ssh("10.77.0.13", "findmnt -n -o FSTYPE /bricks/b1; touch /scratch/f && ls /scratch/f"))
                .isEqualTo("xfs\n/scratch/f\n");
    }
}
