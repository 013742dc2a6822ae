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
import org.vmc.bot.testing.FakeGateway;
import org.vmc.bot.testing.GatewayAddress;
import org.vmc.bot.wire.ServerMessage;

/** What each command on a VM asks of the gateway. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class VmCommandsTest {

    @TestHTTPResource("/chat")
    URI chat;

    @ConfigProperty(name = "vmc.bot.gateway-url")
    URI gatewayUrl;

    private FakeGateway gateway;
    private ChatClient client;

    @BeforeEach
    void connect() throws IOException {
        gateway = new FakeGateway(gatewayUrl.getPort());
        client = new ChatClient(URI.create(chat.toString().replaceFirst("^http", "ws")), "admin");
        client.awaitMessage("", ServerMessage.Welcome.class);
        gateway.hasVm("ci-1");
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
                "/vm start name:ci-1                                | POST   | /start            | ",
                "/vm stop name:ci-1                                 | POST   | /stop             | {\"force\":false}",
                "/vm reboot name:ci-1 force:yes                     | POST   | /reboot           | {\"force\":true}",
                "/vm pause name:ci-1                                | POST   | /pause            | ",
                "/vm unpause name:ci-1                              | POST   | /unpause          | ",
                "/vm suspend name:ci-1                              | POST   | /suspend          | ",
                "/vm resume name:ci-1                               | POST   | /resume           | ",
                "/vm migrate name:ci-1                              | POST   | /migrate          | {}",
                "/vm migrate name:ci-1 host:h2                      | POST   | /migrate          | {\"host\":\"h2\"}",
                "/vm resize name:ci-1 type:standard.small           | POST   | /resize           | {\"type\":\"standard.small\"}",
                "/vm rename name:ci-1 to:ci-9                       | POST   | /rename           | {\"name\":\"ci-9\"}",
                "/vm copy vm:ci-1 name:ci-9 sr:fast lease:8h        | POST   | /copy             | {\"name\":\"ci-9\",\"sr\":\"fast\",\"lease\":\"8h\"}",
                "/vm extend name:ci-1 by:8h                         | POST   | /extend           | {\"by\":\"8h\"}",
                "/vm claim name:ci-1 to:ci-2 owner:ana              | POST   | /claim            | {\"name\":\"ci-2\",\"owner\":\"ana\"}",
                "/vm cd insert name:ci-1 iso:tools.iso              | PUT    | /cd               | {\"iso\":\"tools.iso\"}",
                "/vm cd eject name:ci-1                             | DELETE | /cd               | ",
                "/vm disk add name:ci-1 disk:d1 size:10G            | POST   | /disks            | \"size\":\"10G\"",
                "/vm disk delete name:ci-1 disk:d1 confirm:yes      | DELETE | /disks/d1         | ",
                "/vm disk move name:ci-1 disk:d1 to:ci-2            | POST   | /disks/d1/move    | {\"to\":\"ci-2\"}",
                "/vm restore name:ci-1 template:debian-12 confirm:yes | POST | /restore        | {\"template\":\"debian-12\"}",
                "/vm restore undo name:ci-1 confirm:yes             | POST   | /restore/undo     | ",
                "/vm restore release name:ci-1 confirm:yes          | POST   | /restore/release  | ",
                "/vm snapshot create name:ci-1 snapshot:s1          | POST   | /snapshots        | \"memory\":false",
                "/vm snapshot revert name:ci-1 snapshot:s1 confirm:yes | POST | /snapshots/s1/revert | ",
                "/vm snapshot delete name:ci-1 snapshot:s1 confirm:yes | DELETE | /snapshots/s1 | "
            })
    void asksTheGatewayForTheChange(String line, String method, String path, String body) {
        var answers = client.say(line);

        assertThat(outcome(answers)).as(words(answers)).isEqualTo("ok");
        assertThat(gateway.changes())
                .singleElement()
                .asString()
                .startsWith(method + " /vms/")
                .endsWith(path);
        if (body != null) {
            assertThat(gateway.bodies()).singleElement().asString().contains(body);
        }
        assertThat(words(answers)).contains("Next: /vm ");
    }

    @Test
    void aTemplateIsMadeOfAVmAndDeletedOnceThatIsConfirmed() {
        var made = client.say("/template create vm:ci-1 name:golden toolchain:\"gcc-12.2.0 x86_64\" role:compilation");
        assertThat(outcome(made)).as(words(made)).isEqualTo("ok");
        assertThat(words(made)).contains("Next: /template list");
        assertThat(gateway.changes()).containsExactly("POST /templates");
        assertThat(gateway.bodies())
                .containsExactly(
                        "{\"name\":\"golden\",\"vm\":\"ci-1\",\"role\":\"compilation\",\"toolchain\":\"gcc-12.2.0 x86_64\"}");

        gateway.answers("/templates", """
                {"items": [{"id": "t-1", "name": "golden", "pool": "lab", "owner": "ana", "madeHere": true},
                           {"id": "t-2", "name": "twice", "pool": "lab"},
                           {"id": "t-3", "name": "twice", "pool": "annex"}]}""");
        assertThat(words(client.say("/template list"))).contains("made by", "ana");
        var unsure = client.say("/template delete name:golden");
        assertThat(outcome(unsure)).isEqualTo("usage");
        assertThat(words(unsure)).contains("the template golden of ana and what is on its disks", "confirm:yes");
        assertThat(words(client.say("/template delete name:twice confirm:yes"))).contains("2 templates", "pool:");
        assertThat(words(client.say("/template delete name:none confirm:yes"))).contains("no template called none");
        assertThat(gateway.changes()).hasSize(1);

        assertThat(outcome(client.say("/template delete name:golden confirm:yes")))
                .isEqualTo("ok");
        assertThat(outcome(client.say("/template delete name:twice pool:annex confirm:yes")))
                .isEqualTo("ok");
        assertThat(gateway.changes())
                .containsExactly("POST /templates", "DELETE /templates/t-1", "DELETE /templates/t-3");
    }

    @Test
    void whatASnapshotHasDoneSinceIsNotLostWithoutConfirmation() {
        var answers = client.say("/vm snapshot revert name:ci-1 snapshot:s1");

        assertThat(outcome(answers)).isEqualTo("usage");
        assertThat(words(answers)).contains("what ci-1 has done since snapshot s1", "confirm:yes");
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void showsSnapshotsOrSaysHowToTakeOne() {
        assertThat(words(client.say("/vm snapshot list name:ci-1")))
                .contains("ci-1 has no snapshots", "/vm snapshot create name:ci-1");

        gateway.hasSnapshot("before-upgrade");

        assertThat(words(client.say("/vm snapshot list name:ci-1"))).contains("before-upgrade", "2026-01-05T08:00:00Z");
    }

    @Test
    void showsDisksOrSaysHowToAddOne() {
        assertThat(words(client.say("/vm disk list name:ci-1"))).contains("ci-1 has no disks", "/vm disk add");

        gateway.hasDisk("scratch");

        assertThat(words(client.say("/vm disk list name:ci-1"))).contains("scratch", "10 GiB", "Local storage");
    }

    @Test
    void installsAGuestFromAnIso() {
        client.say("/vm install name:ci-7 type:t1.micro iso:debian.iso size:10G boot-parameters:\"noapic nolapic\"");

        assertThat(gateway.changes()).singleElement().isEqualTo("POST /vms");
        assertThat(gateway.bodies())
                .singleElement()
                .asString()
                .contains("\"iso\":\"debian.iso\"", "\"diskSize\":\"10G\"", "\"bootParameters\":\"noapic nolapic\"");
    }

    @Test
    void saysWhatIsInTheDrive() {
        assertThat(words(client.say("/iso list"))).contains("No pool has an SR with ISOs");
        assertThat(words(client.say("/vm cd show name:ci-1"))).contains("ci-1 has no drive", "/vm cd insert");

        gateway.hasIso("debian.iso");

        assertThat(words(client.say("/iso list"))).contains("debian.iso", "/vm install");
        assertThat(words(client.say("/vm cd show name:ci-1"))).contains("debian.iso is in the drive", "/vm cd eject");
    }

    @Test
    void saysHowArchivesAreFetchedAndSent() {
        assertThat(words(client.say("/vm export name:ci-1"))).contains("curl -fo ci-1.xva", "/api/v1/vms/", "/export");
        assertThat(words(client.say("/vm import name:ci-5 lease:8h")))
                .contains("curl -f -X POST -T FILE.xva", "/api/v1/vms/import?name=ci-5&lease=8h");
        assertThat(gateway.changes()).isEmpty();
    }

    @Test
    void disksLeaveTheirVmAndFindAnother() {
        assertThat(words(client.say("/disk list"))).contains("Every disk is on a VM", "/vm disk detach");
        gateway.hasKeptDisk("scratch");

        assertThat(words(client.say("/disk list"))).contains("scratch", "10 GiB", "ana", "ci-0");
        client.say("/vm disk detach name:ci-1 disk:d1");
        client.say("/vm disk attach name:ci-1 disk:scratch");
        assertThat(words(client.say("/vm disk attach name:ci-1 disk:gone"))).contains("no disk called gone");
        assertThat(words(client.say("/disk delete disk:scratch"))).contains("confirm:yes", "scratch of ana");
        client.say("/disk delete disk:scratch confirm:yes");

        assertThat(gateway.changes().get(0)).startsWith("POST /vms/").endsWith("/disks/d1/detach");
        assertThat(gateway.changes().get(1)).startsWith("POST /disks/").endsWith("/attach");
        assertThat(gateway.changes().get(2)).startsWith("DELETE /disks/");
        assertThat(gateway.bodies()).containsExactly("{\"vm\":\"ci-1\"}");
    }

    @Test
    void givesATicketToAConsole() {
        assertThat(words(client.say("/vm console name:ci-1")))
                .contains("vt100 console of ci-1", "until 2026-01-05T08:00:30Z", "vmc.console.v1, vmc.ticket.t-1");

        assertThat(gateway.bodies()).singleElement().isEqualTo("{\"protocol\":\"vt100\"}");
    }

    @Test
    void showsAndDecidesWhatWaitsForAnApproval() {
        String id = "0197c5b4-0000-7000-8000-000000000001";
        gateway.answers("/approvals", "{\"items\": []}");
        assertThat(words(client.say("/approval list"))).contains("Nothing waits for an approval");
        gateway.hasApproval();

        assertThat(words(client.say("/approval list"))).contains(id, "carl", "30 VMs are more than 10", "you");
        assertThat(words(client.say("/approval approve id:" + id + " dry-run:true")))
                .contains("Would be approved: Create 30 x t1.micro, asked for by carl");
        assertThat(gateway.changes()).isEmpty();
        assertThat(words(client.say("/approval approve id:" + id))).contains("Is approved");
        assertThat(outcome(client.say("/approval reject id:" + id))).isEqualTo("usage");
        assertThat(words(client.say("/approval reject id:" + id + " reason:\"far too many\"")))
                .contains("Is rejected");
        assertThat(gateway.changes())
                .containsExactly("POST /approvals/" + id + "/approve", "POST /approvals/" + id + "/reject");
        assertThat(gateway.bodies()).last().isEqualTo("{\"reason\":\"far too many\"}");
    }

    @Test
    void showsWhatATeamUsesOfItsQuota() {
        gateway.hasQuota("core", 3, 8);

        assertThat(words(client.say("/quota show"))).contains("core", "3 of 8", "3, no limit");
    }
}
