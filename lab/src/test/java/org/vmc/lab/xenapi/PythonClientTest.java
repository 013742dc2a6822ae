package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** The XML-RPC client of Python's standard library, used as {@code XenAPI.py} does. Skipped without Python. */
@Tag("interop")
class PythonClientTest {

    private final XenApiServer server = XenApiServer.start(
            XenApiConfig.fast(), new SimulatedGuests(Duration.ofMillis(100), InstantSource.system()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_vm_is_driven_through_its_life() throws IOException, InterruptedException {
        var python = ClientProgram.find("python3");
        assumeThat(python).as("python3 on the path").isPresent();
        var command = new ArrayList<>(List.of(
                python.orElseThrow().toString(),
                ClientProgram.SCRIPTS.resolve("python/drive.py").toString(),
                server.uri().toString()));

        var driven = ClientProgram.run(ClientProgram.DOWNLOADS, Map.of(), Duration.ofMinutes(1), command);

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
