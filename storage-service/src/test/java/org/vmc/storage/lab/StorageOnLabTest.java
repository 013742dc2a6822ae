package org.vmc.storage.lab;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.ssh.Command;
import org.vmc.ssh.CommandOutcome;
import org.vmc.ssh.CommandRunner;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.SshSettings;
import org.vmc.ssh.Target;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.testing.Infrastructure;

/** The whole service on real hosts with real GlusterFS, one story in order. */
@QuarkusTest
@TestProfile(LabProfile.class)
@QuarkusTestResource(Infrastructure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("lab")
class StorageOnLabTest {

    private static final String VOLUMES = "/api/v1/storage/volumes";
    private static final String PEERS = "/api/v1/storage/peers";

    @Inject
    GlusterPool pool;

    @ConfigProperty(name = "vmc.gluster.key-file", defaultValue = "none")
    Path keyFile;

    @ConfigProperty(name = "vmc.gluster.known-hosts-file", defaultValue = "none")
    Path knownHosts;

    @BeforeEach
    void requireLab() {
        assumeTrue(LabHosts.whyNot() == null, LabHosts.whyNot());
    }

    @Test
    @Order(1)
    void seesTheHostsAndAPoolOfOne() {
        // A host that is slow to answer for the first time is silent as long.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/storage/hosts")
                .then()
                .statusCode(200)
                .body("items", hasSize(4))
                .body("items.state", everyItem(is("FIT")))
                .body("items[0].filesystem", equalTo("xfs"))
                .body("items[0].glusterVersion", containsString(".")));
        assertThat(pool.members()).hasSize(1);
    }

    @Test
    @Order(2)
    void makesAReplicatedVolumeOutOfBareHostsAndProvesIt() {
        var id = create("src", "shared-read", "200M");
        as(Role.VIEWER)
                .get(VOLUMES + "/" + id)
                .then()
                .body("status", equalTo("STARTED"))
                .body("bricks.online", contains(true, true, true));
        assertThat(pool.members()).hasSize(3);
        assertThat(pool.volume("src").orElseThrow().options()).containsEntry("network.ping-timeout", "5");

        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/check").then())
                .body("result.client", equalTo("h4"))
                .body("result.sha256.length()", equalTo(64))
                .body("result.bricks", containsString("h1:/bricks/b1/src/brick"))
                .body("result.bricks", containsString("h3:/bricks/b1/src/brick"));
        assertThat(on(1, "ls", "/bricks/b1/src/brick")).isEmpty();
        assertThat(on(4, "sh", "-c", "grep -c glusterfs /proc/mounts || true")).isEqualTo("0");
    }

    @Test
    @Order(3)
    void everyClassHoldsFiles() {
        for (var storageClass : List.of("shared-write", "vm-disk", "iso", "scratch")) {
            var id = create(storageClass, storageClass, "100M");
            succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/check").then());
            succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id).then());
        }
        assertThat(on(1, "ls", "/bricks/b1")).isEqualTo("src");
    }

    @Test
    @Order(4)
    void stopsAndStarts() {
        var id = idOf("src");
        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/stop").then());
        assertThat(pool.volume("src").orElseThrow().isStarted()).isFalse();
        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/start").then());
        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/start").then());
        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/check?client=h2").then());
    }

    @Test
    @Order(5)
    void comparesSmallFilesInEachPlaceAndLeavesNone() {
        var benchmark = succeeds(as(Role.ENGINEER)
                        .contentType(ContentType.JSON)
                        .body("{\"client\": \"h4\", \"directories\": 3, \"files\": 5, \"rounds\": 1, \"targets\":"
                                + " [\"local\", \"brick-disk\", \"mount:src\", \"scan:src\", \"image:src\"]}")
                        .post("/api/v1/storage/benchmarks")
                        .then())
                .extract()
                .<String>path("target.id");
        as(Role.VIEWER)
                .get("/api/v1/storage/benchmarks/" + benchmark)
                .then()
                .body("results", hasSize(14))
                .body("results.n", everyItem(is(1)));
        assertThat(on(1, "ls", "/bricks/b1/src/brick")).isEmpty();
        assertThat(on(4, "sh", "-c", "ls -A /var/tmp/vmc-benchmark /bricks/b1; grep -c glusterfs /proc/mounts || true"))
                .doesNotContain(benchmark)
                .endsWith("0");
    }

    @Test
    @Order(6)
    void refusesMoreThanTheDisksHold() {
        post("big", "vm-disk", "2G").statusCode(507).body("detail", containsString("h1 has"));
    }

    @Test
    @Order(7)
    void leavesAForeignDirectoryAlone() {
        on(2, "mkdir", "/bricks/b1/theirs");
        var operation =
                post("theirs", "shared-read", "100M").statusCode(202).extract().<String>path("id");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/operations/" + operation)
                .then()
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("belongs to something else")));
        assertThat(on(2, "ls", "-d", "/bricks/b1/theirs")).isEqualTo("/bricks/b1/theirs");
        assertThat(on(1, "ls", "/bricks/b1")).isEqualTo("src");
    }

    @Test
    @Order(8)
    void goesOnWhenTheHostItTalksToHangs() {
        on(1, "pkill", "-STOP", "-x", "glusterd");
        try {
            var begun = Instant.now();
            assertThat(pool.volumes()).isNotEmpty();
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
        } finally {
            on(1, "pkill", "-CONT", "-x", "glusterd");
        }
    }

    @Test
    @Order(9)
    void addsAndRemovesAPeer() {
        if (pool.members().stream().noneMatch(member -> member.host().equals("h4"))) {
            succeeds(addPeer("h4"));
        }
        as(Role.VIEWER).get(PEERS).then().body("items.connected", everyItem(is(true)));
        as(Role.OPERATOR).delete(PEERS + "/h1").then().statusCode(409).body("detail", containsString("of src"));
        succeeds(as(Role.OPERATOR).delete(PEERS + "/h4").then());
        assertThat(pool.members()).extracting("host").doesNotContain("h4");
        succeeds(addPeer("h4"));
    }

    @Test
    @Order(10)
    void deletesWithAllThatWasMade() {
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + idOf("src")).then());
        assertThat(pool.volumes()).isEmpty();
        assertThat(on(1, "ls", "-A", "/bricks/b1")).isEmpty();
    }

    @Test
    @Order(11)
    void everyHostReachesEveryOtherUntilARouteIsTakenAway() {
        // A host that is slow to answer for the first time is silent as long.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> preflight()
                .body("hosts.state", everyItem(is("READY")))
                .body("hosts.filesystem", everyItem(is("xfs")))
                .body("connections", hasSize(24))
                .body("connections.ok", everyItem(is(true)))
                .body("connections.findAll { it.port == 24007 }.result", everyItem(is("OPEN")))
                .body("connections.findAll { it.port == 49152 }.result", everyItem(is("REFUSED"))));

        var third = LabHosts.addressOf(3) + "/32";
        on(1, "ip", "route", "add", "unreachable", third);
        try {
            // The third host's packets arrive, the answers do not leave.
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> preflight()
                    .body("ready", is(false))
                    .body("connections.findAll { !it.ok }", hasSize(4))
                    .body("connections.findAll { !it.ok && it.from == 'h1' }.to", everyItem(is("h3")))
                    .body("connections.findAll { !it.ok && it.from == 'h1' }.result", everyItem(is("UNREACHABLE")))
                    .body("connections.findAll { !it.ok && it.from == 'h3' }.result", everyItem(is("SILENT"))));
        } finally {
            on(1, "ip", "route", "del", "unreachable", third);
        }
        as(Role.VIEWER)
                .get("/api/v1/storage/disks")
                .then()
                .statusCode(200)
                .body("items.state", everyItem(is("ANSWERS")));
    }

    private static ValidatableResponse preflight() {
        return as(Role.VIEWER).get("/api/v1/storage/preflight").then().statusCode(200);
    }

    private String on(int host, String... command) {
        try (var runner = new CommandRunner(SshSettings.DEFAULT, HostKeys.pinningNewHosts(knownHosts))) {
            var outcome = runner.run(Target.of(LabHosts.addressOf(host), "root", keyFile), Command.of(command));
            assertThat(outcome.succeeded()).as(outcome.summary()).isTrue();
            return ((CommandOutcome.Exited) outcome).stdout().text().strip();
        }
    }

    private static String idOf(String name) {
        return as(Role.VIEWER)
                .get(VOLUMES + "?name=" + name)
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("items[0].id");
    }

    private static ValidatableResponse post(String name, String storageClass, String size) {
        return as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"%s\", \"class\": \"%s\", \"size\": \"%s\"}".formatted(name, storageClass, size))
                .post(VOLUMES)
                .then();
    }

    private static ValidatableResponse addPeer(String host) {
        return as(Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body("{\"host\": \"" + host + "\"}")
                .post(PEERS)
                .then();
    }

    private static String create(String name, String storageClass, String size) {
        return succeeds(post(name, storageClass, size)).extract().path("target.id");
    }

    private static ValidatableResponse succeeds(ValidatableResponse accepted) {
        var operation = accepted.statusCode(202).extract().<String>path("id");
        var ended = await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> as(Role.VIEWER).get("/api/v1/operations/" + operation),
                        answer -> List.of("SUCCEEDED", "FAILED", "UNDO_FAILED").contains(answer.<String>path("state")));
        assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("SUCCEEDED");
        return ended.then();
    }

    private static RequestSpecification as(Role role) {
        return given().auth().oauth2(TestTokens.of(role));
    }
}
