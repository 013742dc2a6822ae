package org.vmc.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are written where; the kernel's part is covered by the tests with real hosts. */
class ControlGroupsTest {

    @TempDir
    private Path mountPoint;

    @Test
    void versionOneKeepsTheSameTreeInEachHierarchy() throws IOException {
        for (var controller : List.of("cpuacct", "memory", "freezer")) {
            Files.createDirectory(mountPoint.resolve(controller));
        }
        write("cpu/cpu.cfs_quota_us", "-1");
        var groups = ControlGroups.find(mountPoint).orElseThrow();

        groups.create("h1/work/own");
        groups.limitCpu("h1/work", 0.3);
        groups.weighCpu("h1/work/own", 2);
        groups.limitMemory("h1", ByteSize.ofMib(1));
        groups.freeze("h1/work/own");

        assertThat(read("cpu/vmc-lab/h1/work/cpu.cfs_period_us")).isEqualTo("100000");
        assertThat(read("cpu/vmc-lab/h1/work/cpu.cfs_quota_us")).isEqualTo("30000");
        assertThat(read("cpu/vmc-lab/h1/work/own/cpu.shares")).isEqualTo("2048");
        assertThat(read("memory/vmc-lab/h1/memory.limit_in_bytes")).isEqualTo("1048576");
        assertThat(read("freezer/vmc-lab/h1/work/own/freezer.state")).isEqualTo("FROZEN");
        assertThat(groups.directories("h1/work/own"))
                .containsOnlyKeys("cpu", "cpuacct", "memory", "freezer")
                .containsEntry("memory", mountPoint.resolve("memory/vmc-lab/h1/work/own"));
    }

    @Test
    void versionOneJoinsControllersThatShareAHierarchyOnce() throws IOException {
        write("cpu,cpuacct/cpu.cfs_quota_us", "-1");
        Files.createSymbolicLink(mountPoint.resolve("cpu"), Path.of("cpu,cpuacct"));
        Files.createSymbolicLink(mountPoint.resolve("cpuacct"), Path.of("cpu,cpuacct"));

        var groups = ControlGroups.find(mountPoint).orElseThrow();

        assertThat(groups.directories("h1").values()).containsExactly(mountPoint.resolve("cpu,cpuacct/vmc-lab/h1"));
    }

    @Test
    void versionTwoHandsControllersDownToEachGroup() throws IOException {
        write("cgroup.controllers", "cpuset cpu io memory pids\n");
        var groups = ControlGroups.find(mountPoint).orElseThrow();

        groups.create("h1/work/own");
        groups.limitCpu("h1/work", 0.3);
        groups.weighCpu("h1/work/own", 2);
        write("vmc-lab/h1/work/own/cgroup.procs", "12\n34\n");
        write("vmc-lab/h1/cgroup.procs", "");
        write("vmc-lab/h1/work/cpu.stat", "usage_usec 2000\nuser_usec 1500\n");

        for (var parent : List.of("", "vmc-lab/", "vmc-lab/h1/", "vmc-lab/h1/work/")) {
            assertThat(read(parent + "cgroup.subtree_control")).isEqualTo("+cpu +memory");
        }
        assertThat(mountPoint.resolve("vmc-lab/h1/work/own/cgroup.subtree_control"))
                .doesNotExist();
        assertThat(read("vmc-lab/h1/work/cpu.max")).isEqualTo("30000 100000");
        assertThat(read("vmc-lab/h1/work/own/cpu.weight")).isEqualTo("200");
        assertThat(groups.processes("h1")).containsExactly(12L, 34L);
        assertThat(groups.cpuNanos("h1/work")).isEqualTo(2_000_000);
    }

    @Test
    void offersNothingWithoutACpuController() throws IOException {
        assertThat(ControlGroups.find(mountPoint)).isEmpty();
        write("cgroup.controllers", "pids\n");
        assertThat(ControlGroups.find(mountPoint)).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(mountPoint.resolve(file).getParent());
        Files.writeString(mountPoint.resolve(file), text);
    }

    private String read(String file) throws IOException {
        return Files.readString(mountPoint.resolve(file));
    }
}
