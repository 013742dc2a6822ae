package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.lab.guests.SimulatedGuests;

/** The unmodified npm package {@code xen-api}, the client of Xen Orchestra. Skipped where npm reaches no registry. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NpmClientTest {

    private static final Path HOME = ClientProgram.DOWNLOADS.resolve("npm");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "drive.mjs");

    /** How npm says that it is the network's fault. */
    private static final Pattern UNREACHABLE = Pattern.compile(
            "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E40[13]|E5\\d\\d|longer than");

    private final XenApiServer server = XenApiServer.start(
            XenApiConfig.fast(), new SimulatedGuests(Duration.ofMillis(100), InstantSource.system()));

    @BeforeAll
    void install() throws IOException, InterruptedException {
        assumeThat(ClientProgram.find("npm")).as("npm on the path").isPresent();
        assumeThat(ClientProgram.find("node")).as("node on the path").isPresent();
        Files.createDirectories(HOME);
        for (var file : FILES) {
            Files.copy(
                    ClientProgram.SCRIPTS.resolve("npm").resolve(file),
                    HOME.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        var installed = ClientProgram.run(
                HOME,
                Map.of("npm_config_update_notifier", "false"),
                Duration.ofMinutes(2),
                List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
        assumeThat(UNREACHABLE.matcher(installed.output()).find() && !installed.well())
                .as("npm reaches no registry: " + installed.reason())
                .isFalse();
        assertThat(installed.well()).as(installed.output()).isTrue();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json-rpc", "xml-rpc", "auto"})
    void a_vm_is_driven_through_its_life(String transport) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", "drive.mjs", server.uri().toString(), transport));

        var driven = ClientProgram.run(HOME, Map.of(), Duration.ofMinutes(1), command);

        assertThat(driven.well()).as(driven.output()).isTrue();
        assertThat(driven.output())
                .contains(
                        "passed: connect",
                        "passed: list",
                        "passed: watch events",
                        "passed: start",
                        "passed: snapshot",
                        "passed: stop",
                        "passed: destroy");
    }
}
