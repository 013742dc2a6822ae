package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.rpc.Fault;

/** Faults on order. */
class FaultsTest {

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_second_start_fails_and_no_other() {
        server.faults().add(Fault.refuse("VM.start", 2, "INTERNAL_ERROR", "x"));
        var first = client.newVm("debian-12", "a");
        var second = client.newVm("debian-12", "b");

        client.start(first);
        assertThatThrownBy(() -> client.start(second)).hasMessage("[INTERNAL_ERROR, x]");
        assertThat(client.powerState(second)).isEqualTo("Halted");
        client.start(second);
    }

    @Test
    void a_fault_of_the_work_fails_the_task() {
        server.faults().add(Fault.refuse("VM.start", 1, "INTERNAL_ERROR", "x"));

        var task = client.text("Async.VM.start", client.newVm("debian-12", "a"), false, false);

        Awaitility.await().until(() -> client.text("task.get_status", task).equals("failure"));
        assertThat(client.call("task.get_error_info", task).toString()).isEqualTo("[\"INTERNAL_ERROR\",\"x\"]");
    }

    @Test
    void a_call_hangs_for_a_while() {
        server.faults().add(Fault.delay("pool.get_all", Duration.ofMillis(300)));
        long before = System.nanoTime();

        client.call("pool.get_all");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void faults_are_armed_and_calls_counted_over_http_by_those_who_know_the_password() {
        assertThat(send("POST", "/lab/faults", "root:wrong", "{}")).isEqualTo("401 ");
        assertThat(send("POST", "/lab/faults", "root:lab", "{\"onCall\":1}")).startsWith("400 ");
        assertThat(send(
                        "POST",
                        "/lab/faults",
                        "root:lab",
                        "{\"method\":\"VM.get_all\",\"error\":[\"HOST_OFFLINE\",\"h\"]}"))
                .isEqualTo("204 ");
        assertThatThrownBy(() -> client.call("VM.get_all")).hasMessage("[HOST_OFFLINE, h]");
        client.call("VM.get_all");

        assertThat(send("GET", "/lab/calls", "root:lab", "")).contains("\"VM.get_all\":2");
        send("POST", "/lab/faults", "root:lab", "{\"method\":\"VM.get_all\",\"error\":[\"HOST_OFFLINE\",\"h\"]}");
        assertThat(send("DELETE", "/lab/faults", "root:lab", "")).isEqualTo("204 ");
        client.call("VM.get_all");
    }

    private String send(String method, String path, String credentials, String body) {
        var basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        var reply = client.send(HttpRequest.newBuilder(server.uri().resolve(path))
                .header("authorization", "Basic " + basic)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
        return reply.statusCode() + " " + reply.body();
    }

    @Test
    void a_hung_message_is_answered_when_the_fault_is_cleared() throws Exception {
        var hung = server.labFaults().order("xapi-hung", Map.of("method", "host.get_all"));
        var call = CompletableFuture.supplyAsync(() -> client.call("host.get_all"));
        Awaitility.await().until(() -> server.faults().calls().containsKey("host.get_all"));
        assertThat(client.call("pool.get_all")).hasSize(1);
        assertThat(call).isNotDone();

        server.labFaults().clear(hung.id());

        assertThat(call.get(10, TimeUnit.SECONDS)).hasSize(4);
    }

    @Test
    void a_lost_answer_is_a_broken_connection_after_the_call_was_carried_out() {
        var golden = client.vmNamed("debian-12");
        server.labFaults().order("xapi-answer-lost", Map.of("method", "VM.clone"));

        assertThatThrownBy(() -> client.call("VM.clone", golden, "made-unheard"))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(client.call("VM.get_by_name_label", "made-unheard")).hasSize(1);
        assertThat(server.labFaults().lasting()).isEmpty();
    }

    @Test
    void any_message_can_be_refused_at_once() {
        server.labFaults().order("xapi-error", Map.of("method", "*", "times", "2", "error", "INTERNAL_ERROR,broken"));

        assertThatThrownBy(() -> client.call("host.get_all")).hasMessage("[INTERNAL_ERROR, broken]");
        assertThatThrownBy(() -> client.call("VM.get_all")).hasMessage("[INTERNAL_ERROR, broken]");
        assertThat(client.call("host.get_all")).hasSize(4);
        assertThat(server.labFaults().lasting()).isEmpty();
    }

    @Test
    void a_stuck_task_stays_pending_until_it_is_freed() {
        var vm = client.newVm("debian-12", "a");
        var stuck = server.labFaults().order("task-stuck", Map.of("method", "VM.start"));

        var task = client.text("Async.VM.start", vm, false, false);

        assertThat(client.text("task.get_status", task)).isEqualTo("pending");
        assertThat(server.labFaults().lasting()).hasSize(1);
        server.labFaults().clear(stuck.id());
        Awaitility.await().until(() -> client.text("task.get_status", task).equals("success"));
        assertThat(client.powerState(vm)).isEqualTo("Running");
    }

    @Test
    void a_full_storage_repository_takes_no_copy_until_it_is_cleared() {
        var full = server.labFaults().order("sr-full", Map.of("sr", "Shared storage"));

        assertThatThrownBy(() -> client.newVm("debian-12", "a")).hasMessageStartingWith("[SR_FULL, ");
        server.labFaults().clear(full.id());
        client.newVm("debian-12", "b");
    }

    @Test
    void a_crashed_guest_halts_its_vm_and_one_without_tools_has_no_metrics() {
        var vm = client.newVm("debian-12", "a");
        client.start(vm);
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals("OpaqueRef:NULL"));

        var silent = server.labFaults().order("guest-without-tools", Map.of("vm", "a"));
        assertThat(client.text("VM.get_guest_metrics", vm)).isEqualTo("OpaqueRef:NULL");
        server.labFaults().clear(silent.id());
        Awaitility.await().until(() -> !client.text("VM.get_guest_metrics", vm).equals("OpaqueRef:NULL"));

        server.labFaults().order("guest-crash", Map.of("vm", "a"));
        Awaitility.await().until(() -> client.powerState(vm).equals("Halted"));
    }

    @Test
    void the_labs_controls_answer_without_any_host() {
        server.labFaults().order("coordinator-lost", Map.of());
        var basic = Base64.getEncoder().encodeToString("root:lab".getBytes(StandardCharsets.UTF_8));

        var reply = client.send(HttpRequest.newBuilder(server.controls().resolve("/lab/faults"))
                .header("authorization", "Basic " + basic)
                .build());

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"coordinator-lost\"");
    }
}
