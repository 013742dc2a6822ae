package org.vmc.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vmc.bot.chat.ChatClient.outcome;
import static org.vmc.bot.chat.ChatClient.words;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.bot.testing.FakeGateway;
import org.vmc.bot.testing.GatewayAddress;
import org.vmc.bot.wire.ServerMessage;

/** What is started by itself, and weights by the calendar. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class AutostartTest {

    @TestHTTPResource("/chat")
    URI chat;

    @ConfigProperty(name = "vmc.bot.gateway-url")
    URI gatewayUrl;

    private FakeGateway gateway;
    private ChatClient client;

    @BeforeEach
    void connect() throws IOException {
        gateway = new FakeGateway(gatewayUrl.getPort());
        client = new ChatClient(URI.create(chat.toString().replaceFirst("^http", "ws")), "operator");
        client.awaitMessage("", ServerMessage.Welcome.class);
        gateway.hasVm("web-1");
        gateway.answers("/autostart", """
                {"items": [{"pool": "lab", "version": "seen",
                  "entries": [{"id": "1", "vm": "db-1", "after": [], "wave": 1},
                              {"id": "2", "vm": "app-1", "after": ["db-1"], "wave": 2}],
                  "lastRun": {"operation": "0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10", "state": "SUCCEEDED",
                              "cause": "autostart", "acceptedAt": "2026-01-05T08:00:00Z",
                              "summary": "started: db-1; failed: app-1 (no host)"}}]}
                """);
    }

    @AfterEach
    void disconnect() {
        client.close();
        gateway.close();
    }

    @Test
    void showsWhatIsStartedByItselfAndHowItWent() {
        assertThat(words(client.say("/autostart show")))
                .contains("db-1", "app-1", "Last run of lab at 2026-01-05T08:00:00Z: SUCCEEDED")
                .contains("failed: app-1 (no host)", "/op show id:0193b3a0");

        gateway.answers("/autostart", "{\"items\": [{\"pool\": \"lab\", \"entries\": []}]}");

        assertThat(words(client.say("/autostart show"))).contains("Nothing is started by itself", "/autostart add");
    }

    @Test
    void addsAndRemovesOneAndKeepsTheOthers() {
        assertThat(outcome(client.say("/autostart add name:web-1 after:db-1,app-1")))
                .isEqualTo("ok");
        assertThat(outcome(client.say("/autostart remove name:app-1"))).isEqualTo("ok");

        assertThat(gateway.changes()).containsExactly("PUT /autostart/lab", "PUT /autostart/lab");
        assertThat(gateway.bodies().get(0))
                .containsSubsequence("db-1", "app-1", "web-1")
                .contains("[\"db-1\",\"app-1\"]", "\"version\":\"seen\"");
        assertThat(gateway.bodies().get(1)).contains("db-1").doesNotContain("app-1");
        assertThat(words(client.say("/autostart remove name:web-1"))).contains("web-1 is not started by itself");
        assertThat(words(client.say("/autostart add name:never"))).contains("there is no VM called never");
    }

    @Test
    void runsThePlanOfTheOnlyPool() {
        assertThat(outcome(client.say("/autostart run"))).isEqualTo("ok");

        assertThat(gateway.changes()).containsExactly("POST /autostart/lab/run");
    }

    @Test
    void listsAddsAndDeletesWeights() {
        assertThat(words(client.say("/weight list"))).contains("No role has a weight", "/weight add");
        gateway.answers("/schedules", """
                {"items": [{"id": "1", "name": "peak", "role": "web-server", "weight": 512, "days": "MON-FRI",
                  "from": "08:00", "until": "18:00", "zone": "Europe/Prague", "createdBy": "olga", "open": true,
                  "inForce": true, "nextChangeAt": "2026-11-23T17:00:00Z", "vms": ["web-1", "web-2"]},
                 {"id": "2", "name": "nightly", "role": "simulation", "weight": 65535, "days": "MON-SUN",
                  "from": "00:00", "until": "00:00", "zone": "UTC", "createdBy": "olga", "open": true,
                  "inForce": false, "vms": []}]}
                """);

        assertThat(words(client.say("/weight list")))
                .contains("peak", "web-server", "MON-FRI 08:00-18:00 Europe/Prague", "web-1, web-2")
                .contains("2026-11-23T17:00:00Z", "never", "no, another weighs more");
        assertThat(outcome(client.say(
                        "/weight add name:night role:simulation weight:700 from:22:00 until:06:00 days:MON-FRI")))
                .isEqualTo("ok");
        assertThat(gateway.bodies()).singleElement().asString().contains("\"weight\":700", "\"from\":\"22:00\"");
        assertThat(outcome(client.say("/weight delete name:peak"))).isEqualTo("ok");
        assertThat(gateway.changes()).containsExactly("POST /schedules", "DELETE /schedules/peak");
    }
}
