package org.vmc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.vmc.storage.StorageCalls.VOLUMES;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.ends;
import static org.vmc.storage.StorageCalls.newName;
import static org.vmc.storage.StorageCalls.operation;
import static org.vmc.storage.StorageCalls.post;
import static org.vmc.storage.StorageCalls.show;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.http.identity.Role;
import org.vmc.storage.gluster.Migration;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.SetShape;
import org.vmc.testing.Infrastructure;

/** Types of volumes, and bricks that come and go. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class VolumeBricksOverHttpTest {

    private static final List<String> FILES = List.of("a", "b", "c", "d");

    @Inject
    FakeGluster gluster;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void begin() throws SQLException {
        gluster.reset();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from volume");
            statement.execute("delete from peer");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vm-disk,     replicated,             1, 3, 1",
        "vm-disk,     arbiter,                1, 3, 1",
        "shared-read, dispersed,              1, 3, 1",
        "vm-disk,     distributed-replicated, 2, 3, 1",
        "shared-read, distributed-arbiter,    2, 3, 1",
        "scratch,     distributed-dispersed,  2, 3, 1",
        "scratch,     distributed,            4, 1, 0",
    })
    void makesAndProvesEveryType(String storageClass, String type, int sets, int bricks, int mayLose) {
        var id = create(newName(), storageClass, "1G", ", \"type\": \"%s\"".formatted(type));
        var shown = show(id).body("layout", equalTo(type)).body("sets", hasSize(sets));
        shown.body("sets.bricks.collect { it.size() }", everyItem(equalTo(bricks)));
        shown.body("sets.bricks.collect { it.host.unique().size() }", everyItem(equalTo(bricks)));
        shown.body("sets.mayLose", everyItem(equalTo(mayLose)));
        succeeds(post(Role.ENGINEER, "/" + id + "/check", ""));
        assertThat(gluster.volumes().getFirst().isSharded()).isEqualTo(storageClass.equals("vm-disk"));
    }

    @Test
    void aDryRunShowsTheLayoutAndWhy() {
        gluster.makeUnfit("h3");
        as(Role.ENGINEER)
                .contentType("application/json")
                .body(
                        "{\"name\": \"plan\", \"class\": \"vm-disk\", \"size\": \"1G\", \"type\": \"distributed-arbiter\"}")
                .post(VOLUMES + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations[0].steps[0].description", containsString("a parted pair is told which is right"))
                .body("operations[0].steps[0].description", containsString("h1 has 10.0 GiB"))
                .body("operations[0].steps[3].description", containsString("set 1 on h1, h2, h4 (arbiter); set 2 on "));
    }

    @Test
    void growsMovesABrickAndShrinksAgain() {
        var name = newName();
        var id = create(name, "shared-read", "1G", "");
        FILES.forEach(file -> gluster.keep(name, file));

        succeeds(post(Role.ENGINEER, "/" + id + "/expand", "{\"sets\": 1}"))
                .body("steps.description", hasItem(containsString("set 1 on ")));
        show(id).body("layout", equalTo("distributed-replicated"))
                .body("sizeBytes", equalTo(2L << 30))
                .body("sets", hasSize(2));

        succeeds(post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"h3\", \"to\": \"h4\"}"));
        show(id).body("sets[0].bricks.host", contains("h1", "h2", "h4"));

        succeeds(post(Role.ENGINEER, "/" + id + "/shrink", "{\"set\": 2}"));
        show(id).body("layout", equalTo("replicated"))
                .body("sizeBytes", equalTo(1 << 30))
                .body("bricks.host", contains("h1", "h2", "h4"));
        assertThat(gluster.marks()).hasSize(3);
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(id), 6))
                .containsExactly(
                        "org.vmc.storage.volume.created.v1",
                        "org.vmc.storage.volume.started.v1",
                        "org.vmc.storage.volume.expanded.v1",
                        "org.vmc.storage.volume.rebalanced.v1",
                        "org.vmc.storage.volume.brick-replaced.v1",
                        "org.vmc.storage.volume.shrunk.v1");
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders(name, file)).hasSize(3));
    }

    @Test
    void refusesWhatWouldLoseShardsInUse() {
        var name = newName();
        var id = create(name, "vm-disk", "1G", ", \"type\": \"distributed-replicated\"");
        gluster.connect("h4 (/mnt/vms)", name);
        for (var change : List.of("expand", "shrink")) {
            post(Role.ENGINEER, "/" + id + "/" + change, "{}")
                    .statusCode(409)
                    .body("detail", containsString("in use by h4 (/mnt/vms)"))
                    .body("detail", containsString("Halt the VMs"));
        }
        gluster.disconnect(name);
        succeeds(post(Role.ENGINEER, "/" + id + "/shrink", "{\"set\": 1}"));
        show(id).body("layout", equalTo("replicated"));
    }

    @Test
    void keepsTheLastSetAndVolumesThatAreNotItsOwn() {
        var id = create(newName(), "shared-read", "100M", "");
        post(Role.ENGINEER, "/" + id + "/shrink", "{}")
                .statusCode(409)
                .body("detail", containsString("one set of bricks"));
        post(Role.ENGINEER, "/" + id + "/shrink", "{\"set\": 2}")
                .statusCode(422)
                .body("errors.field", contains("set"));
        post(Role.ENGINEER, "/" + id + "/expand", "{\"sets\": 0}")
                .statusCode(422)
                .body("errors.field", contains("sets"));
        post(Role.VIEWER, "/" + id + "/expand", "{}").statusCode(403);
    }

    @Test
    void expandsByNoMoreThanThereIsRoomForAlsoCountingWhatIsPlanned() {
        var name = newName();
        var id = create(name, "shared-read", "4G", "");
        gluster.holdMigrations(true);
        var first = post(Role.ENGINEER, "/" + id + "/expand", "{}").statusCode(202);
        // 10 GiB a host: two sets of 4 GiB fit, a third does not.
        post(Role.ENGINEER, "/" + id + "/expand", "{}")
                .statusCode(507)
                .body("detail", containsString("3 copies of 4.0 GiB"));
        gluster.holdMigrations(false);
        ends(first, Duration.ofSeconds(20)).body("state", equalTo("SUCCEEDED"));
    }

    @Test
    void aCancelledExpansionGivesBackWhatItTook() {
        var name = newName();
        var id = create(name, "scratch", "1G", ", \"sets\": 2");
        FILES.forEach(file -> gluster.keep(name, file));
        var before = gluster.volume(name).orElseThrow().bricks();
        gluster.holdMigrations(true);
        var accepted = post(Role.ENGINEER, "/" + id + "/expand", "{}");
        var operation = accepted.statusCode(202).extract().<String>path("id");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> operation(operation).body("message", containsString("Moving files")));
        gluster.holdMigrations(false);
        as(Role.ENGINEER)
                .post("/api/v1/operations/" + operation + "/cancel")
                .then()
                .statusCode(202);
        ends(accepted, Duration.ofSeconds(20)).body("state", equalTo("CANCELLED"));
        assertThat(gluster.volume(name).orElseThrow().bricks()).isEqualTo(before);
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders(name, file)).hasSize(1));
        show(id).body("bricks", hasSize(2));
    }

    @Test
    void rebalancesAloneAndACancelStopsIt() {
        var name = newName();
        var id = create(name, "scratch", "1G", ", \"sets\": 2");
        FILES.forEach(file -> gluster.keep(name, file));
        gluster.holdMigrations(true);
        var accepted = post(Role.ENGINEER, "/" + id + "/rebalance", "");
        var operation = accepted.statusCode(202).extract().<String>path("id");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> operation(operation).body("message", containsString("Moving files")));
        as(Role.ENGINEER)
                .post("/api/v1/operations/" + operation + "/cancel")
                .then()
                .statusCode(202);
        ends(accepted, Duration.ofSeconds(20)).body("state", equalTo("CANCELLED"));
        assertThat(gluster.rebalance(name).orElseThrow().state()).isEqualTo(Migration.State.STOPPED);

        gluster.holdMigrations(false);
        succeeds(post(Role.ENGINEER, "/" + id + "/rebalance", "")).body("result.failedFiles", equalTo("0"));
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(id), 3))
                .contains("org.vmc.storage.volume.rebalanced.v1");

        post(Role.VIEWER, "/" + id + "/rebalance", "").statusCode(403);
        var single = create(newName(), "shared-read", "1G", "");
        post(Role.ENGINEER, "/" + single + "/rebalance", "")
                .statusCode(409)
                .body("detail", containsString("Expand it first"));
    }

    @Test
    void replacesABrickOfADeadHost() {
        var name = newName();
        var id = create(name, "shared-read", "1G", "");
        FILES.forEach(file -> gluster.keep(name, file));
        gluster.silence("h2");
        succeeds(post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"h2\"}"))
                .body("result.leftAlone", containsString("h2:/bricks/b1/"))
                .body("result.healedNames", equalTo("4"));
        show(id).body("bricks.host", contains("h1", "h4", "h3"));
    }

    @Test
    void replacesNoBrickWhenTheOthersDoNotHoldAll() {
        var name = newName();
        var id = create(name, "shared-read", "1G", "");
        post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"h9\"}")
                .statusCode(422)
                .body("errors.field", contains("brick"))
                .body("detail", containsString("h1:/bricks/b1/" + name));
        post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"h2\", \"to\": \"h9\"}")
                .statusCode(422)
                .body("errors.field", contains("to"));
        post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"h2\", \"to\": \"h3\"}")
                .statusCode(409)
                .body("detail", containsString("h3 has a brick of the same set already"))
                .body("detail", containsString("h2, h4"));
        gluster.kill(gluster.brick("h1", name));
        ends(post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"h2\"}"), Duration.ofSeconds(20))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("Not all other bricks of the set answer: h1:"));
        show(id).body("bricks.host", contains("h1", "h2", "h3"));
    }

    @Test
    void namesTheWayOutForVolumesWithoutCopies() {
        var id = create(newName(), "scratch", "1G", "");
        post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"h2\"}")
                .statusCode(409)
                .body("detail", containsString("Expand it by a set, then shrink it"));
    }

    @Test
    void aVolumeThatIsDeletedWhileItGrowsLeavesNothing() {
        var name = newName();
        var id = create(name, "shared-read", "1G", "");
        gluster.holdMigrations(true);
        var growing = post(Role.ENGINEER, "/" + id + "/expand", "{}").statusCode(202);
        var deleting = as(Role.ENGINEER).delete(VOLUMES + "/" + id).then().statusCode(202);
        gluster.holdMigrations(false);
        ends(growing, Duration.ofSeconds(20)).body("state", equalTo("SUCCEEDED"));
        ends(deleting, Duration.ofSeconds(20)).body("state", equalTo("SUCCEEDED"));
        assertThat(gluster.marks()).isEmpty();
        assertThat(gluster.volumes()).isEmpty();
    }

    @Test
    void takesNoSetAwayThatSomebodyElseHasChanged() {
        var name = newName();
        var id = create(name, "scratch", "1G", ", \"sets\": 2");
        var theirs = gluster.brick("h4", "theirs");
        gluster.makeBrick(theirs, UUID.randomUUID());
        gluster.probe("h4");
        gluster.addBricks(name, List.of(theirs));
        ends(post(Role.ENGINEER, "/" + id + "/shrink", "{}"), Duration.ofSeconds(20))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("Somebody changed the bricks"));
        assertThat(gluster.volume(name).orElseThrow().bricks()).hasSize(3);
    }

    @Test
    void aStrangersVolumeOfThatNameIsNotTakenForOurs() {
        var name = newName();
        var id = create(name, "scratch", "1G", "");
        gluster.stop(name);
        gluster.delete(name);
        var brick = gluster.brick("h4", "other");
        gluster.makeBrick(brick, UUID.randomUUID());
        gluster.create(new NewGlusterVolume(name, SetShape.SINGLE, List.of(brick)));
        show(id).body("status", equalTo("ABSENT"));
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id).then());
        assertThat(gluster.volume(name)).isPresent();
    }

    @Test
    void stopsNothingUnderItsUsers() {
        var name = newName();
        var id = create(name, "iso", "100M", "");
        gluster.connect("10.0.0.9", name);
        post(Role.ENGINEER, "/" + id + "/stop", "")
                .statusCode(409)
                .body("detail", containsString("in use by 10.0.0.9"))
                .body("detail", containsString("force=true"));
        as(Role.ENGINEER).delete(VOLUMES + "/" + id).then().statusCode(409);
        succeeds(post(Role.ENGINEER, "/" + id + "/stop?force=true", ""));
        succeeds(post(Role.ENGINEER, "/" + id + "/start", ""));
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id + "?force=true").then());
    }

    @Test
    void showsAndChangesOptions() {
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        as(Role.VIEWER)
                .get(VOLUMES + "/" + id + "/options")
                .then()
                .statusCode(200)
                .body(
                        "items.name",
                        contains("network.ping-timeout", "performance.cache-size", "performance.client-io-threads"))
                .body("items.standard", everyItem(equalTo(false)));
        as(Role.VIEWER)
                .get(VOLUMES + "/" + id + "/options?all=true&part=shard")
                .then()
                .body("items.name", contains("features.shard", "features.shard-block-size"));
        var wish = "{\"options\": {\"performance.cache-size\": \"128MB\", \"network.ping-timeout\": \"default\"}}";
        post(Role.ENGINEER, "/" + id + "/options?dryRun=true", wish)
                .statusCode(200)
                .body("operations[0].steps[0].description", containsString("performance.cache-size from 64MB to 128MB"))
                .body("operations[0].steps[0].description", containsString("ping-timeout from 5 to its default"));
        succeeds(post(Role.ENGINEER, "/" + id + "/options", wish));
        assertThat(gluster.volume(name).orElseThrow().options())
                .containsEntry("performance.cache-size", "128MB")
                .doesNotContainKey("network.ping-timeout");
        post(Role.ENGINEER, "/" + id + "/options", wish)
                .statusCode(409)
                .body("detail", containsString("has these values already"));
        post(Role.VIEWER, "/" + id + "/options", wish).statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                | options
            {"options": {}}                                   | options
            {"options": {"cache-size": "1MB"}}                | options.cache-size
            {"options": {"performance.cache-size": "lots"}}   | options.performance.cache-size
            {"options": {"features.shard": "on"}}             | options.features.shard
            {"options": {"cluster.quorum-type": null}}        | options.cluster.quorum-type
            """)
    void namesTheOptionThatIsWrong(String body, String field) {
        var id = create(newName(), "shared-read", "100M", "");
        post(Role.ENGINEER, "/" + id + "/options", body).statusCode(422).body("errors.field", contains(field));
    }

    @Test
    void anOptionThatGlusterRefusesLeavesTheOthersAsTheyWere() {
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        var before = gluster.volume(name).orElseThrow().options();
        var wish = "{\"options\": {\"auth.allow\": \"banana\", \"performance.cache-size\": \"128MB\"}}";
        ends(post(Role.ENGINEER, "/" + id + "/options", wish), Duration.ofSeconds(20))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("invalid number format"));
        assertThat(gluster.volume(name).orElseThrow().options()).isEqualTo(before);
    }
}
