package org.vmc.storage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.vmc.storage.StorageCalls.VOLUMES;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.ends;
import static org.vmc.storage.StorageCalls.newName;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.http.identity.Role;
import org.vmc.storage.gluster.TreeJob;
import org.vmc.testing.Infrastructure;

/** Benchmarks of trees of small files, and files found on bricks. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class BenchmarksOverHttpTest {

    private static final String BENCHMARKS = "/api/v1/storage/benchmarks";

    @Inject
    FakeGluster gluster;

    @Inject
    FakeTrees trees;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String volume = newName();
    private String id = UUID.randomUUID().toString();

    @BeforeEach
    void begin() {
        gluster.reset();
        trees.reset();
        gluster.names().forEach(gluster::probe);
    }

    private void hasVolume() {
        id = create(volume, "shared-read", "100M", ", \"sets\": 1");
    }

    @Test
    void comparesPlacesInTurns() {
        hasVolume();
        trees.takes("mount find", 50_000);
        var benchmark = succeeds(run(
                        Role.ENGINEER,
                        "{\"client\": \"h4\", \"targets\": [\"local\", \"mount:%1$s\", \"scan:%1$s\", \"image:%1$s\"],"
                                + " \"directories\": 3, \"files\": 4, \"bytes\": 5, \"rounds\": 2}"))
                .body("target.type", equalTo("benchmark"))
                .extract()
                .<String>path("target.id");
        as(Role.VIEWER)
                .config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .get(BENCHMARKS + "/" + benchmark)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"))
                .body("targets", contains("local", "mount:" + volume, "scan:" + volume, "image:" + volume))
                .body("results", hasSize(11))
                .body("results[0].target", equalTo("local"))
                .body("results[0].n", equalTo(2))
                .body("results[0].timesBaseline", nullValue())
                .body("results[4].step", equalTo("find"))
                .body("results[4].medianMillis", closeTo(50, 0.001))
                .body("results[4].timesBaseline.median", closeTo(50, 0.001));
        as(Role.VIEWER)
                .get(BENCHMARKS + "/" + benchmark + "/chart.svg")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(containsString("mount:" + volume))
                .body(containsString("50.00 ×"));
        as(Role.VIEWER).get(BENCHMARKS).then().body("items.id", hasItem(benchmark));
        assertThat(trees.left()).isEmpty();
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(benchmark), 1))
                .containsOnly("org.vmc.storage.benchmark.finished.v1");
        given().get(BENCHMARKS).then().statusCode(401);
    }

    @Test
    void aDryRunMakesNothing() {
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body("{\"client\": \"h4\", \"targets\": [\"local\"], \"rounds\": 2}")
                .post(BENCHMARKS + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations[0].steps.name", contains("check", "round-1-local", "round-2-local", "clear-up"));
        assertThat(trees.left()).isEmpty();
        // Nothing is kept of it that would stand in the way of the next.
        succeeds(run(Role.ENGINEER, "{\"client\": \"h4\", \"targets\": [\"local\"], \"rounds\": 1}"));
    }

    @Test
    void clearsUpAfterAStepThatFailsAndSaysWhy() {
        hasVolume();
        trees.spoil(TreeJob.Action.READ);
        ends(
                        run(
                                Role.ENGINEER,
                                "{\"client\": \"h4\", \"targets\": [\"local\", \"mount:%s\"], \"rounds\": 1}"),
                        Duration.ofSeconds(60))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", equalTo("read failed in local: No space left on device."));
        assertThat(trees.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client      | {\"targets\": [\"local\"]}",
                "client      | {\"client\": \"h9\", \"targets\": [\"local\"]}",
                "targets     | {\"client\": \"h4\"}",
                "targets     | {\"client\": \"h4\", \"targets\": []}",
                "targets     | {\"client\": \"h4\", \"targets\": [null]}",
                "targets     | {\"client\": \"h4\", \"targets\": [\"mount\"]}",
                "targets     | {\"client\": \"h4\", \"targets\": [\"local:src\"]}",
                "targets     | {\"client\": \"h4\", \"targets\": [\"mount:../etc\"]}",
                "targets     | {\"client\": \"h4\", \"targets\": [\"mount:no-such-volume\"]}",
                "directories | {\"client\": \"h4\", \"targets\": [\"local\"], \"directories\": 0}",
                "files       | {\"client\": \"h4\", \"targets\": [\"local\"], \"files\": 901}",
                "bytes       | {\"client\": \"h4\", \"targets\": [\"local\"], \"bytes\": 65537}",
                "rounds      | {\"client\": \"h4\", \"targets\": [\"local\"], \"rounds\": 51}"
            })
    void namesTheFieldThatIsWrong(String field, String body) {
        run(Role.ENGINEER, body).statusCode(422).body("errors.field", contains(field));
        assertThat(trees.left()).isEmpty();
    }

    @Test
    void writesOnlyToVolumesOfTheCaller() {
        run(Role.VIEWER, "{\"client\": \"h4\", \"targets\": [\"local\"]}").statusCode(403);
        hasVolume();
        succeeds(as(Role.OPERATOR).post(VOLUMES + "/" + id + "/stop").then());
        run(Role.ENGINEER, "{\"client\": \"h4\", \"targets\": [\"mount:%s\"]}")
                .statusCode(409)
                .body("detail", containsString("not started"));
    }

    @Test
    void findsFilesOnTheBricksOfAVolume() {
        hasVolume();
        var brick = gluster.volume(volume).orElseThrow().bricks().getFirst();
        trees.has(brick, "docs/b.txt", 7);
        trees.has(brick, "docs/a.txt", 5);
        trees.has(gluster.volume(volume).orElseThrow().bricks().getLast(), "docs/a.txt", 5);
        find("name=*&limit=10")
                .statusCode(200)
                .body("items.path", contains("docs/a.txt", "docs/b.txt"))
                .body("items.bytes", contains(5, 7))
                .body("truncated", equalTo(false))
                .body("sets", equalTo(1));
        find("name=*&limit=1").body("items.path", hasSize(1)).body("truncated", equalTo(true));
    }

    @Test
    void aVolumeThatIsNotThereIsToldBeforeTheQuestionIsJudged() {
        find("limit=0").statusCode(404);
    }

    @Test
    void saysThatTheHostsAreSilent() {
        hasVolume();
        trees.silence();
        find("name=*").statusCode(503).body("detail", containsString("no route to host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=5", "name=", "name=a/b", "name=a%0Ab", "name=*&limit=0", "name=*&limit=1001"})
    void namesWhatIsWrongWithAQuestion(String query) {
        hasVolume();
        find(query).statusCode(422).body("errors.field", hasSize(1));
    }

    private ValidatableResponse find(String query) {
        return as(Role.VIEWER)
                .urlEncodingEnabled(false)
                .get(VOLUMES + "/" + id + "/files?" + query)
                .then();
    }

    private ValidatableResponse run(Role role, String body) {
        return as(role).contentType(ContentType.JSON)
                .body(body.contains("%") ? body.formatted(volume) : body)
                .post(BENCHMARKS)
                .then();
    }
}
