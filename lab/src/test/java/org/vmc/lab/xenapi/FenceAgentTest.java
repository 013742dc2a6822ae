package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.vmc.lab.guests.SimulatedGuests;

/**
 * The unmodified {@code fence_xenapi} of Debian's fence-agents. The packages are unpacked, not installed; skipped where
 * none can be downloaded.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FenceAgentTest {

    private static final Path HOME = ClientProgram.DOWNLOADS.resolve("fence");
    private static final Path ROOT = HOME.resolve("root");
    private static final Path AGENT = ROOT.resolve("usr/sbin/fence_xenapi");
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final List<String> PACKAGES =
            List.of("fence-agents", "python3-pexpect", "python3-ptyprocess", "python3-pycurl");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final XenApiServer server = XenApiServer.start(
            XenApiConfig.fast(), new SimulatedGuests(Duration.ofMillis(100), InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @BeforeAll
    void install() throws IOException, InterruptedException {
        assumeThat(PYTHON).as("Debian's own Python").isExecutable();
        assumeThat(ClientProgram.find("apt-get")).as("apt-get on the path").isPresent();
        if (!Files.exists(AGENT)) {
            download();
            unpack();
        }
        var version = ClientProgram.run(HOME, environment(), PATIENCE, command("--version"));
        assumeThat(version.well())
                .as("fence_xenapi runs on this machine: " + version.reason())
                .isTrue();
    }

    private static void download() throws IOException, InterruptedException {
        var downloaded = fetch();
        if (!downloaded.well()) {
            // The lists of a fresh machine are empty; getting them needs root.
            ClientProgram.run(HOME, Map.of(), PATIENCE, List.of("apt-get", "--quiet", "update"));
            downloaded = fetch();
        }
        assumeThat(downloaded.well())
                .as("Debian packages can be downloaded: " + downloaded.reason())
                .isTrue();
    }

    private static ClientProgram.Ended fetch() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("apt-get", "--quiet", "download"));
        command.addAll(PACKAGES);
        return ClientProgram.run(HOME, Map.of(), PATIENCE, command);
    }

    private static void unpack() throws IOException, InterruptedException {
        try (var files = Files.newDirectoryStream(HOME, "*.deb")) {
            for (var file : files) {
                var unpacked = ClientProgram.run(
                        HOME, Map.of(), PATIENCE, List.of("dpkg-deb", "--extract", file.toString(), ROOT.toString()));
                assertThat(unpacked.well()).as(unpacked.output()).isTrue();
            }
        }
    }

    private static Map<String, String> environment() {
        return Map.of(
                "PYTHONPATH", ROOT.resolve("usr/share/fence") + ":" + ROOT.resolve("usr/lib/python3/dist-packages"));
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(PYTHON.toString(), "-tt", AGENT.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private ClientProgram.Ended fence(String action, String... more) throws IOException, InterruptedException {
        var command = command("-l", "root", "-p", "lab", "-s", server.uri().toString(), "-o", action);
        command.addAll(List.of(more));
        return ClientProgram.run(HOME, environment(), PATIENCE, command);
    }

    @Test
    void vms_are_listed_with_their_names() throws IOException, InterruptedException {
        var vm = client.newVm("debian-12", "listed");

        var list = fence("list");

        assertThat(list.well()).as(list.output()).isTrue();
        assertThat(list.output()).contains(client.text("VM.get_uuid", vm) + ",listed");
    }

    @Test
    void a_vm_is_switched_off_and_on_and_rebooted() throws IOException, InterruptedException {
        var vm = client.newVm("debian-12", "fenced");
        client.start(vm);

        // Exit statuses of a fence agent: 0 for on and done, 2 for off.
        assertThat(fence("status", "-n", "fenced").status()).isZero();
        assertThat(fence("off", "-n", "fenced").well()).isTrue();
        assertThat(client.powerState(vm)).isEqualTo("Halted");
        assertThat(fence("status", "-n", "fenced").status()).isEqualTo(2);
        assertThat(fence("on", "-n", "fenced").well()).isTrue();
        assertThat(client.powerState(vm)).isEqualTo("Running");
        assertThat(fence("reboot", "-n", client.text("VM.get_uuid", vm)).well()).isTrue();
        assertThat(client.powerState(vm)).isEqualTo("Running");
    }

    @Test
    void a_wrong_password_is_reported() throws IOException, InterruptedException {
        var refused = ClientProgram.run(
                HOME,
                environment(),
                PATIENCE,
                command("-l", "root", "-p", "wrong", "-s", server.uri().toString(), "-o", "list"));

        assertThat(refused.output()).contains("SESSION_AUTHENTICATION_FAILED");
        assertThat(refused.well()).isFalse();
    }
}
