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

/** What an operator sees of pools, and of hosts that may join them. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class PoolCommandsTest {

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
    }

    @AfterEach
    void disconnect() {
        client.close();
        gateway.close();
    }

    @Test
    void listsPoolsAndSaysWhyOneCannotBeHeard() {
        gateway.answers("/pools", """
                {"items": [{"name": "lab", "reachable": true, "coordinator": "h1", "hosts": 4, "vms": 7},
                           {"name": "far", "reachable": false, "hosts": 0, "vms": 0,
                            "trouble": "its certificate is not trusted"}]}
                """);

        assertThat(words(client.say("/pool list")))
                .contains("lab", "h1", "yes")
                .contains("far: its certificate is not trusted");
    }

    @Test
    void saysWhatKeepsAHostOutAndWhatToDo() {
        gateway.answers("/pools/lab/preflight", """
                {"pool": "lab", "candidate": "s2", "verdict": "BLOCKING",
                 "summary": "s2 cannot join pool lab: cpu-vendor.",
                 "checks": [{"name": "alone", "result": "OK", "found": "It is in no pool but its own."},
                            {"name": "cpu-vendor", "result": "BLOCKING", "found": "AuthenticAMD.",
                             "remedy": "Make it the first host of a pool of its own."}]}
                """);

        var answers = client.say("/pool preflight pool:lab candidate:s2");

        assertThat(outcome(answers)).isEqualTo("failed");
        assertThat(words(answers))
                .contains("s2 cannot join pool lab: cpu-vendor.", "AuthenticAMD", "BLOCKING")
                .contains("cpu-vendor: Make it the first host of a pool of its own.");
        assertThat(gateway.bodies()).containsExactly("{\"candidate\":\"s2\"}");
    }
}
