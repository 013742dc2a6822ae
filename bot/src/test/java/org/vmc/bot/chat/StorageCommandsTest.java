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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.bot.testing.FakeGateway;
import org.vmc.bot.testing.GatewayAddress;
import org.vmc.bot.wire.ServerMessage;

/** What each command on a volume asks of the gateway. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class StorageCommandsTest {

    @TestHTTPResource("/chat")
    URI chat;

    @ConfigProperty(name = "vmc.bot.gateway-url")
    URI gatewayUrl;

    private FakeGateway gateway;
    private ChatClient client;
    private String id = "";

    @BeforeEach
    void connect() throws IOException {
        gateway = new FakeGateway(gatewayUrl.getPort());
        client = new ChatClient(URI.create(chat.toString().replaceFirst("^http", "ws")), "admin");
        client.awaitMessage("", ServerMessage.Welcome.class);
        id = gateway.hasVolume("src");
    }

    @AfterEach
    void disconnect() {
        client.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/storage volume expand name:src                                | /expand        | {\"sets\":1}",
                "/storage volume expand name:src sets:2                         | /expand        | {\"sets\":2}",
                "/storage volume shrink name:src confirm:yes                    | /shrink        | {}",
                "/storage volume shrink name:src set:2 confirm:yes              | /shrink        | {\"set\":2}",
                "/storage volume replace-brick name:src brick:h2 confirm:yes    | /replace-brick | {\"brick\":\"h2\"}",
                "/storage volume replace-brick name:src brick:h2:/bricks/b1/src/brick to:h4 confirm:yes | /replace-brick"
                        + " | {\"brick\":\"h2:/bricks/b1/src/brick\",\"to\":\"h4\"}",
                "/storage volume set name:src option:performance.cache-size value:128MB | /options"
                        + " | {\"options\":{\"performance.cache-size\":\"128MB\"}}",
                "/storage volume drill name:src confirm:yes                     | /drill         | {}",
                "/storage volume drill name:src host:h2 confirm:yes             | /drill         | {\"host\":\"h2\"}",
                "/storage volume heal name:src                                  | /heal          | ",
                "/storage volume rebalance name:src                             | /rebalance     | ",
                "/storage volume resize name:src size:2G                        | /resize        | {\"size\":\"2G\"}",
                "/storage volume publish name:src pool:lab                      | /repositories  | {\"pool\":\"lab\"}",
                "/storage volume publish name:src pool:lab sr:media kind:iso | /repositories"
                        + " | {\"pool\":\"lab\",\"name\":\"media\",\"kind\":\"iso\"}",
                "/storage volume stop name:src force:yes                        | /stop          | ",
            })
    void asksTheGatewayForTheChange(String line, String path, String body) {
        var answers = client.say(line);

        assertThat(outcome(answers)).as(words(answers)).isEqualTo("ok");
        assertThat(gateway.changes())
                .singleElement()
                .asString()
                .startsWith("POST /storage/volumes/")
                .endsWith(path);
        if (body != null) {
            assertThat(gateway.bodies()).singleElement().isEqualTo(body);
        }
        assertThat(words(answers)).contains("Next: /storage volume ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/storage export add name:more server:nas path:/srv/more | POST /storage/exports",
                "/storage export publish name:archive pool:lab           | /repositories",
                "/storage export unpublish name:archive pool:lab confirm:yes | /repositories/lab",
                "/storage export remove name:archive confirm:yes         | DELETE /storage/exports/",
            })
    void changesExports(String line, String request) {
        gateway.hasExport("archive");

        var answers = client.say(line);

        assertThat(outcome(answers)).as(words(answers)).isEqualTo("ok");
        assertThat(gateway.changes()).singleElement().asString().contains(request);
        assertThat(words(client.say("/storage export list"))).contains("nas", "/srv/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/storage volume unpublish name:src pool:lab confirm:yes | /repositories/lab",
                "/storage peer remove host:h4 confirm:yes                | /storage/peers/h4",
            })
    void givesBackOnceItIsConfirmed(String line, String path) {
        var answers = client.say(line);

        assertThat(outcome(answers)).as(words(answers)).isEqualTo("ok");
        assertThat(gateway.changes())
                .singleElement()
                .asString()
                .startsWith("DELETE /storage/")
                .endsWith(path);
        assertThat(words(answers)).contains("Next: /storage ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/storage peer remove host:h4",
                "/storage volume shrink name:src",
                "/storage volume replace-brick name:src brick:h2",
                "/storage volume delete name:src force:yes",
                "/storage volume drill name:src",
                "/storage volume unpublish name:src pool:lab",
            })
    void losesNothingWithoutConfirmation(String line) {
        var answers = client.say(line);

        assertThat(outcome(answers)).isEqualTo("usage");
        assertThat(words(answers)).contains("Plan of", "confirm:yes");
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void asksForATypeAndItsNumbers() {
        var answers = client.say(
                "/storage volume create name:big class:shared-read size:10G type:distributed-dispersed redundancy:1 sets:2");

        assertThat(outcome(answers)).as(words(answers)).isEqualTo("ok");
        assertThat(gateway.bodies())
                .singleElement()
                .isEqualTo("{\"name\":\"big\",\"class\":\"shared-read\",\"size\":\"10G\","
                        + "\"layout\":\"distributed-dispersed\",\"redundancy\":1,\"sets\":2}");
    }

    @Test
    void showsAVolumeSetBySet() {
        gateway.answers("/storage/volumes", """
                {"items": [
                  {"id": "1", "name": "src", "status": "STARTED", "class": "vm-disk", "layout": "distributed-arbiter",
                   "sizeBytes": 1073741824, "owner": "ana", "sets": [
                     {"number": 1, "bricks": [
                       {"host": "h1", "path": "/bricks/b1/src/brick", "online": true, "arbiter": false},
                       {"host": "h2", "path": "/bricks/b1/src/brick", "online": false, "arbiter": false},
                       {"host": "h3", "path": "/bricks/b1/src/brick", "online": true, "arbiter": true}]},
                     {"number": 2, "bricks": [
                       {"host": "h2", "path": "/bricks/b1/src.2/brick", "online": true, "arbiter": false},
                       {"host": "h3", "path": "/bricks/b1/src.2/brick", "online": true, "arbiter": false},
                       {"host": "h4", "path": "/bricks/b1/src/brick", "online": true, "arbiter": true}]}]}]}
                """);

        assertThat(words(client.say("/storage volume list"))).contains("distributed-arbiter", "2 x 3", "1 GiB");
    }

    @Test
    void showsHowAVolumeIsAndWhatHelps() {
        gateway.answers("/storage/volumes/" + id + "/health", """
                {"name": "src", "state": "DEGRADED", "filesUsable": "ALL", "summary": "1 of 3 bricks are away.",
                 "bricks": [
                   {"host": "h1", "path": "/b", "set": 1, "arbiter": false, "online": true, "toHeal": 5, "splitBrain": 1},
                   {"host": "h2", "path": "/b", "set": 1, "arbiter": true, "online": false, "why": "it is gone"}],
                 "selfHealDaemons": [{"host": "h1", "state": "UNHEARD"}],
                 "findings": [{"what": "h2:/b is away.", "todo": "Bring h2 back."}]}
                """);

        assertThat(words(client.say("/storage volume health name:src")))
                .contains("src is DEGRADED. 1 of 3 bricks are away.", "h2:/b (arbiter)", "away", "5")
                .contains("h1 UNHEARD", "Bring h2 back.");
    }

    @Test
    void showsOptions() {
        gateway.answers("/storage/volumes/" + id + "/options", """
                {"items": [
                  {"name": "network.ping-timeout", "value": "5", "standard": false},
                  {"name": "cluster.quorum-count", "value": null, "standard": true}]}
                """);

        assertThat(words(client.say("/storage volume options name:src all:true")))
                .contains("network.ping-timeout", "5", "yes")
                .contains("cluster.quorum-count", "no");
    }

    @Test
    void showsWhatStandsInTheWayOfBricks() {
        gateway.answers("/storage/preflight", """
                {"ready": false,
                 "hosts": [
                   {"host": "h1", "state": "READY", "glusterVersion": "10.3", "filesystem": "xfs", "freeBytes": 1073741824,
                    "ports": [{"first": 24007, "last": 24007}, {"first": 49152, "last": 60999}],
                    "findings": [], "installPlan": []},
                   {"host": "h2", "state": "UNFIT", "ports": [],
                    "findings": [{"severity": "ERROR", "what": "Gluster is not installed.", "todo": "apt-get install x"}],
                    "installPlan": [{"step": "packages", "why": "needed", "command": "apt-get install -y x"},
                                    {"step": "firewall", "why": "accept TCP 24007", "command": null}]}],
                 "findings": [{"severity": "WARNING", "what": "Versions differ.", "todo": "Upgrade."}],
                 "connections": [
                   {"from": "h1", "to": "h2", "port": 24007, "result": "SILENT", "ok": false, "explanation": "a firewall"},
                   {"from": "h2", "to": "h1", "port": 24007, "result": "OPEN", "ok": true, "explanation": "open"}]}
                """);

        assertThat(words(client.say("/storage preflight")))
                .contains("24007, 49152-60999", "1 GiB", "Versions differ.", "Gluster is not installed.")
                .contains("1 of the 2 connections", "h2:24007", "SILENT", "a firewall")
                .doesNotContain("apt-get install -y x");
        assertThat(words(client.say("/storage preflight host:h2")))
                .contains("nothing of it was done", "apt-get install -y x", "accept TCP 24007")
                .doesNotContain("49152-60999");
        assertThat(words(client.say("/storage preflight host:h1"))).contains("Nothing is to be installed on h1");
        assertThat(outcome(client.say("/storage preflight host:h9"))).isNotEqualTo("ok");
    }

    @Test
    void showsDisksAndWhatLimitsThem() {
        gateway.answers("/storage/disks", """
                {"items": [
                  {"host": "h1", "state": "ANSWERS", "missingTools": ["smartctl"], "disks": [
                    {"name": "sda", "model": "Force GT", "firmware": "1.3.3", "sizeBytes": 128849018880, "rotational": false,
                     "trim": true, "transport": "sata", "negotiatedGbits": "3.0", "maxGbits": "6.0", "health": "PASSED",
                     "uses": ["xfs at /bricks/b1"], "warnings": ["its port can do 3.0 Gb/s only"]}]},
                  {"host": "h2", "state": "SILENT", "reason": "no route", "disks": [], "missingTools": []}]}
                """);

        assertThat(words(client.say("/storage disks")))
                .contains("Force GT", "120 GiB", "flash, TRIM, sata", "3.0 of 6.0 Gb/s", "PASSED", "xfs at /bricks/b1")
                .contains("Warning: sda of h1: its port can do 3.0 Gb/s only.")
                .contains("h1 would tell more with smartctl", "h2 does not list its disks: no route");
        assertThat(words(client.say("/storage disks host:h2"))).doesNotContain("Force GT");
        assertThat(outcome(client.say("/storage disks host:h9"))).isNotEqualTo("ok");
    }

    @Test
    void asksForADiskToBeRead() {
        var answers = client.say("/storage disk read host:h1 disk:sda");

        assertThat(outcome(answers)).as(words(answers)).isEqualTo("ok");
        assertThat(gateway.changes()).containsExactly("POST /storage/disks/h1/sda/read-benchmark");
        assertThat(gateway.bodies()).containsExactly("{\"mebibytes\":256}");
        assertThat(outcome(client.say("/storage disk read host:h1 disk:../sda")))
                .isEqualTo("usage");
    }

    @Test
    void asksForABenchmarkAndShowsWhatItMeasured() {
        assertThat(outcome(client.say("/storage benchmark run client:h1 targets:local,mount:src,scan:src rounds:2")))
                .isEqualTo("ok");
        assertThat(gateway.changes()).containsExactly("POST /storage/benchmarks");
        assertThat(gateway.bodies())
                .containsExactly("{\"client\":\"h1\",\"targets\":[\"local\",\"mount:src\",\"scan:src\"],"
                        + "\"directories\":100,\"files\":100,\"bytes\":1024,\"rounds\":2}");
        assertThat(outcome(client.say("/storage benchmark run client:h1 targets:mount")))
                .isEqualTo("usage");

        gateway.answers("/storage/benchmarks", """
                {"items": [{"id": "0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10", "client": "h1", "directories": 100, "files": 90,
                  "bytes": 1024, "rounds": 2, "targets": ["local", "mount:src"], "state": "RUNNING", "results": [
                    {"target": "local", "step": "find", "n": 1, "medianMillis": 12.5, "minMillis": 12.5,
                     "maxMillis": 12.5, "timesBaseline": null},
                    {"target": "mount:src", "step": "find", "n": 1, "medianMillis": 1250, "minMillis": 1250,
                     "maxMillis": 1250, "timesBaseline": {"median": 100.0, "min": 100.0, "max": 100.0}}]}]}
                """);
        assertThat(words(client.say("/storage benchmark show")))
                .contains("100 x 90 files of 1024 bytes", "RUNNING", "12.5 ms", "1.25 s", "100.00 (100.00 to 100.00)");
        assertThat(words(client.say("/storage benchmark list"))).contains("0193b3a0-5c1e", "local, mount:src");
        gateway.answers("/storage/benchmarks", "{\"items\": []}");
        assertThat(words(client.say("/storage benchmark show"))).contains("No storage benchmark has been run");
    }

    @Test
    void findsFilesOnTheBricks() {
        gateway.answers("/storage/volumes/" + id + "/files", """
                {"items": [{"path": "src/a.c", "bytes": 2048, "modifiedAt": "2026-11-27T00:00:00Z"}],
                 "truncated": true, "sets": 2, "tookMillis": 31}
                """);
        assertThat(words(client.say("/storage volume find name:src file:*.c")))
                .contains("src/a.c", "2 KiB", "There are more", "in 31 ms");
        assertThat(outcome(client.say("/storage volume find name:src file:a/b")))
                .isEqualTo("usage");
        gateway.answers(
                "/storage/volumes/" + id + "/files",
                "{\"items\": [], \"truncated\": false, \"sets\": 2, \"tookMillis\": 31}");
        assertThat(words(client.say("/storage volume find name:src file:*.d")))
                .contains("No file of src is called *.d");
    }
}
