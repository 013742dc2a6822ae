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

/** What a viewer sees of the pools' storage and of the reports. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class ReportsTest {

    @TestHTTPResource("/chat")
    URI chat;

    @ConfigProperty(name = "vmc.bot.gateway-url")
    URI gatewayUrl;

    private FakeGateway gateway;
    private ChatClient client;

    @BeforeEach
    void connect() throws IOException {
        gateway = new FakeGateway(gatewayUrl.getPort());
        client = new ChatClient(URI.create(chat.toString().replaceFirst("^http", "ws")), "viewer");
        client.awaitMessage("", ServerMessage.Welcome.class);
    }

    @AfterEach
    void disconnect() {
        client.close();
        gateway.close();
    }

    @Test
    void listsStorageRepositoriesAndSaysWhatIsWrong() {
        gateway.answers("/storage-repositories", """
                {"items": [
                  {"id": "1", "name": "Shared storage", "pool": "lab", "type": "nfs", "shared": true, "standard": true,
                   "physicalSizeBytes": 107374182400, "usedBytes": 10737418240, "promisedBytes": 268435456000,
                   "promisedRatio": 2.5, "usedFraction": 0.1, "level": "WARNING", "reason": "Add storage."},
                  {"id": "2", "name": "DVD drives", "pool": "lab", "type": "udev", "shared": false, "standard": false,
                   "usedBytes": 0, "promisedBytes": 0}]}
                """);

        var answers = client.say("/sr list");

        assertThat(outcome(answers)).isEqualTo("ok");
        assertThat(words(answers))
                .contains("Shared storage", "100 GiB", "10 GiB", "250 GiB", "2.50", "WARNING")
                .contains("DVD drives", "udev")
                .contains("Shared storage is at WARNING: Add storage.")
                .doesNotContain("DVD drives is at");
    }

    @Test
    void saysWhenThereIsNoStorageRepository() {
        gateway.answers("/storage-repositories", "{\"items\": []}");

        assertThat(words(client.say("/sr list"))).contains("No pool has told of a storage repository yet");
    }

    @Test
    void reportsSinglePointsOfFailure() {
        gateway.answers("/reports/spof", """
                {"summary": "Single points of failure in pool lab: CRITICAL 0, WARNING 1, NOTICE 0.",
                 "pools": [{"name": "lab", "reachable": true}],
                 "findings": [{"pool": "lab", "subject": "host h1", "kind": "HA_OFF", "severity": "WARNING",
                   "reason": "h1 coordinates the pool.", "remedy": "Turn it on."}]}
                """);

        var answers = client.say("/report spof");

        assertThat(outcome(answers)).isEqualTo("ok");
        assertThat(words(answers)).contains("WARNING 1", "HA_OFF", "host h1: h1 coordinates the pool.", "Turn it on.");
    }

    @Test
    void saysWhenThereIsNoSinglePointOfFailure() {
        gateway.answers("/reports/spof", """
                {"summary": "No single point of failure was found in pool lab.", "pools": [], "findings": []}
                """);

        assertThat(words(client.say("/report spof")))
                .contains("No single point of failure was found in pool lab.")
                .doesNotContain("severity");
    }

    @Test
    void reportsUtilisation() {
        gateway.answers("/reports/utilisation", """
                {"pools": [{"name": "lab", "reachable": true, "cpus": 16, "vcpusRunning": 3, "vcpus": 5,
                   "memoryMib": 32768, "memoryClaimedMib": 3072, "memoryHaltedMib": 2048, "vms": {"RUNNING": 3},
                   "hosts": [{"name": "h1", "live": true, "cpus": 4, "vcpusRunning": 2, "memoryMib": 8192,
                     "memoryClaimedMib": 1536, "memoryFreeMib": 6000, "vms": {"RUNNING": 2}}],
                   "storage": [{"name": "Shared storage", "type": "nfs", "shared": true,
                     "physicalBytes": 107374182400, "usedBytes": 1073741824, "promisedBytes": 53687091200}]}],
                 "owners": [{"name": "ana", "vms": 3, "running": 2, "halted": 1, "vcpusRunning": 2, "vcpus": 3,
                   "memoryRunningMib": 2048, "memoryMib": 3072}],
                 "teams": [{"name": "compilers", "vms": 3, "running": 2, "halted": 1, "vcpusRunning": 2, "vcpus": 3,
                   "memoryRunningMib": 2048, "memoryMib": 3072}]}
                """);

        var answers = client.say("/report utilisation");

        assertThat(outcome(answers)).isEqualTo("ok");
        assertThat(words(answers))
                .contains("pool lab", "3 running, 5 in all", "16", "3 GiB claimed, 2 GiB more when halted VMs start")
                .contains("host h1", "1.5 GiB claimed", "8 GiB")
                .contains("Shared storage", "100 GiB", "50 GiB")
                .contains("owner ana", "team compilers");
    }

    @Test
    void reportsUtilisationWithoutPools() {
        gateway.answers("/reports/utilisation", "{\"pools\": [], \"owners\": [], \"teams\": []}");

        assertThat(words(client.say("/report utilisation"))).contains("No pool is configured");
    }

    @Test
    void showsWhoDidWhat() {
        gateway.answers("/audit", """
                {"items": [
                  {"id": "2", "at": "2026-11-27T08:02:00Z", "actor": "bob", "role": "engineer", "action": "DeleteVm",
                   "targetId": "v-1", "targetName": "web-1", "outcome": "refused", "status": 403,
                   "reason": "This belongs to ana."},
                  {"id": "1", "at": "2026-11-27T08:01:00Z", "actor": "ana", "role": "engineer", "action": "StartVm",
                   "outcome": "accepted"}], "nextCursor": "x"}
                """);

        var answers = client.say("/audit hours:24 outcome:refused");

        assertThat(outcome(answers)).isEqualTo("ok");
        assertThat(words(answers)).contains("bob", "DeleteVm", "web-1", "This belongs to ana.", "There are older ones");
    }

    @Test
    void saysWhenNothingWasDone() {
        gateway.answers("/audit", "{\"items\": []}");

        assertThat(words(client.say("/audit"))).contains("Nothing like that was done or tried.");
    }
}
