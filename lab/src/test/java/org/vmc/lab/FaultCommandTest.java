package org.vmc.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.XenApiConfig;
import org.vmc.lab.xenapi.XenApiServer;

/** The command {@code lab fault} against a running server; what the client then sees is in the server's own tests. */
class FaultCommandTest {

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));

    @AfterEach
    void stop() {
        server.close();
    }

    private record Run(int status, String out, String errors) {}

    private Run fault(String... arguments) {
        var all = new ArrayList<>(List.of("fault"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--xapi", server.uri().toString()));
        return run(all);
    }

    private static Run run(List<String> arguments) {
        var out = new StringWriter();
        var errors = new StringWriter();
        int status = LabMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));
        return new Run(status, out.toString(), errors.toString());
    }

    @Test
    void a_fault_is_ordered_listed_and_cleared() {
        assertThat(fault("list").out()).contains("no fault lasts");

        assertThat(fault("host-off", "h2").out()).isEqualToIgnoringNewLines("fault 1: host-off host=h2");
        assertThat(fault("list").out()).startsWith("fault 1: host-off host=h2 since ");
        assertThat(fault("clear", "1").status()).isZero();

        Awaitility.await().until(() -> server.labFaults().lasting().isEmpty());
        assertThat(fault("clear", "1").errors()).contains("No fault has the number 1");
    }

    @Test
    void an_error_is_ordered_with_its_call_and_parameters() {
        var run = fault("xapi-error", "VM.start", "--on-call", "3", "--error", "SR_FULL,1,2");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("error=SR_FULL,1,2", "onCall=3", "method=VM.start");
    }

    @Test
    void every_fault_can_be_ordered_or_says_what_is_missing() {
        assertThat(fault("coordinator-lost").status()).isZero();
        assertThat(fault("host-on", "h1").out()).startsWith("done: host-on");
        assertThat(fault("xapi-slow", "VM.start", "--millis", "10").status()).isZero();
        assertThat(fault("xapi-hung", "VM.start").status()).isZero();
        assertThat(fault("xapi-answer-lost", "VM.start").status()).isZero();
        assertThat(fault("task-stuck", "VM.start").status()).isZero();
        assertThat(fault("events-duplicated").out()).contains("events-duplicated times=1");
        assertThat(fault("events-reordered", "--times", "2").out()).contains("events-reordered times=2");
        assertThat(fault("events-reordered", "--times", "0").errors()).contains("times begins with 1");
        assertThat(fault("session-expired").out()).startsWith("done");
        assertThat(fault("sr-full", "Shared storage").status()).isZero();
        assertThat(fault("clock-skew", "h3", "--seconds", "-60").status()).isZero();
        assertThat(fault("guest-crash", "nobody").errors()).contains("No VM is called 'nobody'");
        assertThat(fault("guest-without-tools", "nobody").errors()).contains("No VM is called 'nobody'");
        assertThat(fault("host-off", "h9").errors()).contains("No host of the pool is called 'h9'");
        assertThat(fault("clear").status()).isZero();
        assertThat(fault("list").out()).contains("no fault lasts");
    }

    @Test
    void a_wrong_password_and_a_missing_lab_are_told(@TempDir Path nothing) {
        assertThat(fault("list", "--password", "wrong").errors()).contains("refuses the password");
        var port = server.port();
        server.close();

        var run = run(List.of("fault", "list", "--xapi", "http://127.0.0.1:" + port));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("No lab answers at http://127.0.0.1:" + port);
    }
}
