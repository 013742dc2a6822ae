package org.vmc.storage;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.vmc.storage.StorageCalls.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.http.identity.Role;
import org.vmc.storage.gluster.HostFacts;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.Reach;
import org.vmc.storage.gluster.SetShape;
import org.vmc.testing.Infrastructure;

/** What the preflight says of hosts that are fit, bare, silent, of different age, or cut off from each other. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class PreflightOverHttpTest {

    @Inject
    FakeGluster gluster;

    @Inject
    FakeHosts hosts;

    @BeforeEach
    void begin() {
        gluster.reset();
        hosts.reset();
    }

    @Test
    void isForThoseWhoMayRead() {
        given().get("/api/v1/storage/preflight").then().statusCode(401);
    }

    @Test
    void isReadyWhenEveryHostReachesEveryOther() {
        preflight()
                .body("ready", is(true))
                .body("hosts.host", contains("h1", "h2", "h3", "h4"))
                .body("hosts.state", everyItem(is("READY")))
                .body("hosts.findings", everyItem(empty()))
                .body("hosts.installPlan", everyItem(empty()))
                .body("hosts[0].ports.collect { it.first }", contains(24007, 49152))
                .body("hosts[0].ports.collect { it.last }", contains(24007, 60999))
                .body("connections.findAll { it.port == 24007 }", hasSize(12))
                .body("connections.findAll { it.port == 49152 }.result", everyItem(is("REFUSED")))
                .body("connections.findAll { it.port == 49152 }.ok", everyItem(is(true)));
    }

    @Test
    void connectsToThePortsAtWhichBricksListen() {
        brickOn("h2");
        preflight()
                .body("hosts.bricks", contains(0, 1, 0, 0))
                .body("hosts[1].listening", contains(49152))
                .body("connections.findAll { it.to == 'h2' && it.port == 49152 }.purpose", everyItem(is("a brick")))
                .body("connections.findAll { it.to == 'h2' }.result", everyItem(is("OPEN")));
        hosts.connect("h4", "h2", 49152, Reach.Result.REFUSED);
        preflight()
                .body("ready", is(false))
                .body("connections.findAll { !it.ok }.explanation", contains(containsString("firewall rejects")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "24007 | REFUSED     | systemctl enable --now glusterd",
                "24007 | SILENT      | accept TCP 24007, 49152-60999 from h3 in the firewall of h1",
                "49152 | SILENT      | no answer within 3 s",
                "24007 | UNRESOLVED  | h3 does not know the name h1: add it to the DNS, or to /etc/hosts on h3",
                "24007 | UNREACHABLE | cables, addresses and routes",
                "24007 | UNKNOWN     | could not be tried from h3",
            })
    void explainsEachConnectionThatIsNotThere(int port, Reach.Result result, String explanation) {
        hosts.connect("h3", "h1", port, result);
        preflight()
                .body("ready", is(false))
                .body("connections.findAll { !it.ok }.from", contains("h3"))
                .body("connections.findAll { !it.ok }.to", contains("h1"))
                .body("connections.findAll { !it.ok }.port", contains(port))
                .body("connections.findAll { !it.ok }.explanation", contains(containsString(explanation)));
    }

    @Test
    void saysWhatToDoOnABareHost() {
        hosts.say(new HostFacts.Answered(
                "h2", null, false, List.of("gluster", "glusterd", "mount.glusterfs", "mkfs.xfs"), null));
        preflight()
                .body("ready", is(false))
                .body("hosts[1].state", equalTo("UNFIT"))
                .body("hosts[1].findings.severity", hasItem("ERROR"))
                .body("hosts[1].findings.what", hasItem("Gluster is not installed."))
                .body(
                        "hosts[1].installPlan.step",
                        contains("packages", "brick-device", "brick-mount", "service", "firewall", "peer"))
                .body(
                        "hosts[1].installPlan.command",
                        hasItem("apt-get update && apt-get install -y glusterfs-client glusterfs-server xfsprogs"))
                .body("hosts[1].installPlan[4].why", containsString("from h1, h3, h4 and from all clients"));
    }

    @Test
    void aSilentHostHasNoPlanAndIsStillTriedByTheOthers() {
        hosts.say(new HostFacts.Silent("h4", "no route to host"));
        preflight()
                .body("hosts[3].state", equalTo("SILENT"))
                .body("hosts[3].installPlan", empty())
                .body("hosts[3].findings[0].what", containsString("no route to host"))
                .body("connections.findAll { it.from == 'h4' }", empty())
                .body("connections.findAll { it.to == 'h4' && it.port == 24007 }", hasSize(3));
    }

    @Test
    void sameMajorVersionsAreAskedForAndTheSameAdvised() {
        hosts.say(FakeHosts.fit("h2", "10.1"));
        preflight()
                .body("ready", is(true))
                .body("findings.severity", contains("WARNING"))
                .body("findings[0].what", containsString("10.1 on h2; 10.3 on h1, h3, h4"));
        hosts.say(FakeHosts.fit("h2", "7.9"));
        preflight()
                .body("ready", is(false))
                .body("findings.severity", contains("ERROR"))
                .body("hosts[1].ports.collect { it.first }", contains(24007, 24008, 49152))
                .body("hosts[1].ports.collect { it.last }", contains(24007, 24008, 49161));
    }

    @Test
    void looksAtTheFileSystemOfTheBricks() {
        hosts.say(withRoot("h1", new HostFacts.BrickRoot(false, "/dev/vda1", "ext4", List.of("rw"), 1000, 0, null)));
        hosts.say(withRoot(
                "h2", new HostFacts.BrickRoot(true, "/dev/sdb", "xfs", List.of("ro"), 1L << 40, 1L << 30, 256)));
        preflight()
                .body("hosts[0].findings.what", hasItem(containsString("is on the root file system")))
                .body("hosts[0].findings.what", hasItem(containsString("is ext4")))
                .body("hosts[0].findings.what", hasItem(containsString("strict access times")))
                .body("hosts[0].findings.what", hasItem(containsString("No room is left")))
                .body("hosts[0].installPlan.step", contains("brick-device", "brick-mount", "firewall", "peer"))
                .body("hosts[1].findings.what", hasItem(containsString("read-only")))
                .body("hosts[1].findings.what", hasItem(containsString("Inodes have 256 bytes")))
                .body("hosts[1].findings.what", hasItem(containsString("Less than 10 %")));
    }

    @Test
    void goesOnWithoutThePool() {
        gluster.names().forEach(gluster::silence);
        preflight()
                .body("findings.what", hasItem(containsString("pool could not be asked")))
                .body("connections.findAll { it.port == 24007 }", hasSize(12));
    }

    private void brickOn(String host) {
        gluster.probe(host);
        var brick = gluster.brick(host, "src");
        gluster.makeBrick(brick, UUID.randomUUID());
        gluster.create(new NewGlusterVolume("src", SetShape.SINGLE, List.of(brick)));
        gluster.start("src");
    }

    private static HostFacts withRoot(String host, HostFacts.BrickRoot root) {
        return new HostFacts.Answered(host, "10.3", true, List.of(), root);
    }

    private static ValidatableResponse preflight() {
        return as(Role.VIEWER).get("/api/v1/storage/preflight").then().statusCode(200);
    }
}
