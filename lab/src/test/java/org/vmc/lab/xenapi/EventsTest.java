package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** Events as a client polls them. */
class EventsTest {

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode from(String token, double seconds, String... classes) {
        return client.call("event.from", List.of(classes), token, seconds);
    }

    private String now() {
        return from("", 0, "*").path("token").asText();
    }

    private static List<String> operations(JsonNode batch, String ref) {
        return StreamSupport.stream(batch.path("events").spliterator(), false)
                .filter(event -> event.path("ref").asText().equals(ref))
                .map(event -> event.path("operation").asText())
                .toList();
    }

    @Test
    void the_first_call_tells_of_everything_there_is() {
        var batch = from("", 5, "VM");

        assertThat(batch.path("events")).hasSameSizeAs(client.call("VM.get_all"));
        assertThat(batch.path("events").path(0).path("class").asText()).isEqualTo("vm");
        assertThat(batch.path("events").path(0).path("id").isTextual()).isTrue();
        assertThat(batch.path("valid_ref_counts").path("host").asInt()).isEqualTo(4);
        assertThat(batch.path("token").asText()).matches("\\d{20},\\d{20}");
    }

    @Test
    void an_object_is_added_changed_and_deleted() {
        var start = now();
        var vm = client.newVm("debian-12", "vm");
        var added = from(start, 5, "vm");
        client.call("VM.set_name_label", vm, "other");
        var changed = from(added.path("token").asText(), 5, "vm");
        client.call("VM.destroy", vm);
        var deleted = from(changed.path("token").asText(), 5, "vm");

        assertThat(operations(added, vm)).containsExactly("add");
        assertThat(operations(changed, vm)).containsExactly("mod");
        assertThat(changed.path("events")
                        .path(0)
                        .path("snapshot")
                        .path("name_label")
                        .asText())
                .isEqualTo("other");
        assertThat(operations(deleted, vm)).containsExactly("del");
        assertThat(deleted.path("events").path(0).has("snapshot")).isFalse();
        assertThat(operations(from(start, 1, "vm"), vm)).isEmpty();
    }

    @Test
    void waiting_ends_with_the_event() throws Exception {
        var vm = client.newVm("debian-12", "vm");
        var token = now();
        var waiting = CompletableFuture.supplyAsync(() -> from(token, 30, "vm/" + vm));

        client.call("VM.set_name_label", client.vmNamed("Other install media"), "not of interest");
        client.call("VM.set_name_label", vm, "other");

        assertThat(operations(waiting.get(5, TimeUnit.SECONDS), vm)).containsExactly("mod");
    }

    @Test
    void nothing_happening_answers_the_same_token_after_the_time() {
        var token = now();

        var batch = from(token, 0.1, "vm");

        assertThat(batch.path("events")).isEmpty();
        assertThat(batch.path("token").asText()).isEqualTo(token);
    }

    @Test
    void unknown_classes_say_nothing_and_a_bad_token_is_refused() {
        assertThat(from("", 0.1, "frob").path("events")).isEmpty();
        assertThatThrownBy(() -> from("zzz", 0.1, "vm"))
                .isInstanceOfSatisfying(XapiClient.Refused.class, refused -> assertThat(refused.error())
                        .containsExactly("EVENT_FROM_TOKEN_PARSE_FAILURE", "zzz"));
    }

    @Test
    void an_injected_event_names_the_object() {
        var pool = client.call("pool.get_all").path(0).asText();
        var token = now();

        var injected = client.text("event.inject", "pool", pool);

        var batch = from(token, 5, "pool");
        assertThat(operations(batch, pool)).containsExactly("mod");
        assertThat(batch.path("token").asText()).isEqualTo(injected);
    }

    @Test
    void sessions_never_show() {
        assertThat(from("", 5, "session", "pool").path("events")).hasSize(1);
    }

    @Test
    void many_may_wait_at_once() {
        var token = now();
        var pool = client.call("pool.get_all").path(0).asText();
        var waiting = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> from(token, 20, "pool"), Thread::startVirtualThread))
                .toList();

        client.call("pool.set_name_label", pool, "other");

        for (var one : waiting) {
            assertThat(operations(one.orTimeout(10, TimeUnit.SECONDS).join(), pool))
                    .containsExactly("mod");
        }
    }

    @Test
    void duplicated_events_come_twice_and_again_behind_newer_ones() {
        server.labFaults().order("events-duplicated", Map.of());
        var vm = client.newVm("debian-12", "vm");
        var start = now();
        client.call("VM.set_name_label", vm, "older");

        var struck = from(start, 5, "vm");
        client.call("VM.set_name_label", vm, "newer");
        var next = from(struck.path("token").asText(), 5, "vm");
        var after = from(next.path("token").asText(), 0.1, "vm");

        assertThat(names(struck, vm)).containsExactly("older", "older");
        assertThat(names(next, vm)).containsExactly("newer", "older");
        assertThat(next.path("events").path(1)).isEqualTo(struck.path("events").path(0));
        assertThat(after.path("events")).isEmpty();
        assertThat(server.labFaults().lasting()).isEmpty();
    }

    @Test
    void reordered_events_come_newest_first_and_half_of_them_late() {
        var vms =
                List.of(client.newVm("debian-12", "a"), client.newVm("debian-12", "b"), client.newVm("debian-12", "c"));
        server.labFaults().order("events-reordered", Map.of("times", "1"));
        var start = now();
        vms.forEach(vm -> client.call("VM.set_name_label", vm, "changed"));

        var struck = from(start, 5, "vm");
        var next = from(struck.path("token").asText(), 5, "vm");

        assertThat(refs(struck)).containsExactly(vms.get(1));
        assertThat(refs(next)).containsExactly(vms.get(2), vms.get(0));
        assertThat(next.path("token")).isEqualTo(struck.path("token"));
        assertThat(from(next.path("token").asText(), 0.1, "vm").path("events")).isEmpty();
    }

    private static List<String> refs(JsonNode batch) {
        return StreamSupport.stream(batch.path("events").spliterator(), false)
                .map(event -> event.path("ref").asText())
                .toList();
    }

    private static List<String> names(JsonNode batch, String ref) {
        return StreamSupport.stream(batch.path("events").spliterator(), false)
                .filter(event -> event.path("ref").asText().equals(ref))
                .map(event -> event.path("snapshot").path("name_label").asText())
                .toList();
    }
}
