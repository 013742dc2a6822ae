package org.vmc.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.xensource.xenapi.APIVersion;
import com.xensource.xenapi.Connection;
import com.xensource.xenapi.Session;
import com.xensource.xenapi.VM;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.lab.hosts.LabMachine;
import org.vmc.lab.hosts.RealLab;
import org.vmc.lab.hosts.Remains;
import org.vmc.lab.hosts.StateDirectory;
import org.vmc.lab.linux.ControlGroups;

/** The lab as a process of its own, ended in all ways it can end. */
@Tag("root")
class LabDownTest {

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private LabMachine machine;
    private Process lab;

    @BeforeEach
    void startLab() throws Exception {
        RealLab.assumePossible();
        machine = LabMachine.of(
                new StateDirectory(directory.resolve("lab")),
                ControlGroups.find().orElseThrow());
        RealLab.assumeFree(machine.state());
        lab = up("0").start();
        await().atMost(BOOT_LIMIT).until(() -> {
            assertThat(lab.isAlive())
                    .as(Files.readString(directory.resolve("up.log")))
                    .isTrue();
            return Files.readString(directory.resolve("up.log")).contains("lab ready");
        });
    }

    @AfterEach
    void endLab() throws Exception {
        if (lab != null) {
            lab.destroyForcibly().waitFor();
            assertThat(run("down", "--wipe")).contains("lab down");
            assertThat(machine.state().root()).doesNotExist();
        }
    }

    @Test
    void leavesNothingBehindWhenTheLabIsTerminated() throws Exception {
        assertThat(new Remains(machine).list()).isNotEmpty();

        lab.destroy();
        lab.waitFor();

        assertThat(new Remains(machine).list()).isEmpty();
        assertThat(run("status")).contains("not up");
    }

    @Test
    void downLeavesNothingBehindAfterTheLabWasKilled() throws Exception {
        run("exec", "h1", "--", "sh", "-c", "mount -t tmpfs tmpfs /mnt && setsid sleep 3600 >/dev/null 2>&1 &");
        lab.destroyForcibly().waitFor();
        assertThat(new Remains(machine).list()).isNotEmpty();

        run("down");

        assertThat(new Remains(machine).list()).isEmpty();
    }

    @Test
    void downLeavesNothingOfGuestsVolumesAndFaultsBehindAfterTheLabWasKilled() throws Exception {
        var connection = new Connection(URI.create(xapi()).toURL());
        Session.loginWithPassword(connection, "root", "lab", APIVersion.latest().toString(), "test");
        var template = VM.getByNameLabel(connection, "debian-12").iterator().next();
        for (var name : List.of("runs", "is cut off", "is frozen")) {
            var vm = template.createClone(connection, name);
            vm.provision(connection);
            vm.start(connection, false, false);
        }
        await().atMost(BOOT_LIMIT).until(() -> run("ssh", "runs", "--", "true").isEmpty());
        VM.getByNameLabel(connection, "is frozen").iterator().next().pause(connection);
        run("exec", "h1", "--", "gluster", "peer", "probe", "h2");
        run("exec", "h1", "gluster", "--mode=script", "volume", "create", "v", "h1:/bricks/b1/v", "h2:/bricks/b1/v");
        run("exec", "h1", "gluster", "volume", "start", "v");
        run("exec", "h2", "sh", "-c", "mkdir /mnt/v && mount -t glusterfs h1:/v /mnt/v && echo hello > /mnt/v/f");
        assertThat(run("fault", "link-slow", "h1")).contains("link-slow");
        assertThat(run("fault", "link-down", "is cut off")).contains("link-down");
        assertThat(run("fault", "disk-full", "h2")).contains("disk-full");
        assertThat(run("fault", "brick-killed", "h2", "v")).contains("brick-killed");
        assertThat(run("fault", "list")).contains("link-slow", "link-down", "disk-full", "brick-killed");
        assertThat(run("status"))
                .containsPattern("guest +is frozen +h\\d +10\\.77\\.1\\.\\d +frozen")
                .containsPattern("host +h2 +h2 +10\\.77\\.0\\.12 +running .* SHA256:");

        lab.destroyForcibly().waitFor();
        run("down");

        assertThat(new Remains(machine).list()).isEmpty();
        assertThat(machine.state().disks()).doesNotExist();
    }

    @Test
    void downEndsALabThatRuns() {
        run("down");

        assertThat(lab.isAlive()).isFalse();
        assertThat(new Remains(machine).list()).isEmpty();
    }

    @Test
    void refusesASecondLabAndTellsHowToEndTheFirst() {
        var errors = new StringWriter();
        var status = LabMain.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute("down", "--state", directory.resolve("other").toString());

        assertThat(status).isEqualTo(1);
        assertThat(errors.toString())
                .contains("lab down --state " + machine.state().root());
        assertThat(run("status")).contains("h1", "10.77.0.11", "h2");
    }

    @Test
    void runsCommandsInAHostAndReturnsTheirExitStatus() {
        assertThat(LabMain.commandLine()
                        .execute(
                                "exec", "--state", machine.state().root().toString(), "h2", "--", "sh", "-c", "exit 5"))
                .isEqualTo(5);
        assertThat(LabMain.commandLine()
                        .execute("ssh", "--state", machine.state().root().toString(), "h1", "--", "exit 6"))
                .isEqualTo(6);
    }

    private String xapi() throws Exception {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(machine.state().labFile())) {
            properties.load(reader);
        }
        return properties.getProperty("xapi");
    }

    private String run(String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(1, List.of("--state", machine.state().root().toString()));
        var out = new StringWriter();
        LabMain.commandLine().setOut(new PrintWriter(out, true)).execute(arguments.toArray(String[]::new));
        return out.toString();
    }

    private ProcessBuilder up(String xapiPort) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabMain.class.getName(),
                        "up",
                        "--hosts",
                        "2",
                        "--brick-size",
                        "300MiB",
                        "--xapi-port",
                        xapiPort,
                        "--state",
                        machine.state().root().toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("up.log").toFile());
    }
}
