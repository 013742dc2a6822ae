package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** Messages to people, and the older way to hear of events. */
class MessagesTest {

    private static final String LONG_AGO = "20200101T00:00:00Z";
    private static final String FAR_AWAY = "20990101T00:00:00Z";

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private String message(String body) {
        var host = client.text("host.get_uuid", client.hostNamed("h1"));
        return client.text("message.create", "NOTE", 3, "Host", host, body);
    }

    @Test
    void a_message_is_found_by_object_and_time_and_destroyed() {
        var host = client.text("host.get_uuid", client.hostNamed("h1"));
        var first = message("one");
        var second = message("two");

        assertThat(client.call("message.get", "Host", host, LONG_AGO)).hasSize(2);
        assertThat(client.call("message.get", "VM", host, LONG_AGO)).isEmpty();
        assertThat(client.call("message.get_since", FAR_AWAY)).isEmpty();
        assertThat(client.call("message.get_all_records")
                        .path(first)
                        .path("body")
                        .asText())
                .isEqualTo("one");
        client.call("message.destroy", first);
        client.call("message.destroy_many", List.of(second));
        assertThat(client.call("message.get_all")).isEmpty();
        assertThatThrownBy(() -> client.call("message.destroy", first))
                .hasMessage("[HANDLE_INVALID, message, " + first + "]");
    }

    @Test
    void a_message_is_about_something_that_exists() {
        assertThatThrownBy(() -> client.call("message.create", "NOTE", 3, "VM", "nope", "x"))
                .hasMessage("[UUID_INVALID, VM, nope]");
    }

    @Test
    void a_new_message_is_an_event() {
        var token = client.call("event.from", List.of("message"), "", 0.0)
                .path("token")
                .asText();
        message("heard");

        var events = client.call("event.from", List.of("message"), token, 5.0).path("events");
        assertThat(events.path(0).path("snapshot").path("body").asText()).isEqualTo("heard");
    }

    @Test
    void a_registered_session_is_told_what_happens_next() throws Exception {
        client.call("event.register", List.of("vm"));
        var next = CompletableFuture.supplyAsync(() -> client.call("event.next"));

        client.call("VM.clone", client.vmNamed("debian-12"), "fresh");

        var events = next.get(10, TimeUnit.SECONDS);
        assertThat(events.findValuesAsText("class")).containsOnly("vm");
        assertThat(events.findValuesAsText("name_label")).contains("fresh");
    }

    @Test
    void a_session_that_did_not_register_is_told_nothing() {
        assertThatThrownBy(() -> client.call("event.next"))
                .hasMessage("[SESSION_NOT_REGISTERED, " + client.session() + "]");
        client.call("event.register", List.of("vm", "host"));
        client.call("event.unregister", List.of("vm", "host"));
        assertThatThrownBy(() -> client.call("event.next")).hasMessageStartingWith("[SESSION_NOT_REGISTERED");
    }

    @Test
    void a_session_that_falls_far_behind_is_told_so_once() {
        client.call("event.register", List.of("task"));
        for (int i = 0; i < 5_001; i++) {
            client.call("task.create", "t" + i, "");
        }

        assertThatThrownBy(() -> client.call("event.next")).hasMessage("[EVENTS_LOST]");
        client.call("task.create", "after", "");
        assertThat(client.call("event.next").findValuesAsText("name_label")).containsExactly("after");
    }
}
