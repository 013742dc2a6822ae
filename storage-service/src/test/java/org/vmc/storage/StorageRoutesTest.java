package org.vmc.storage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.SetShape;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class StorageRoutesTest {

    private static final String VOLUMES = "/api/v1/storage/volumes";
    private static final String PEERS = "/api/v1/storage/peers";

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

    @Test
    void makesChecksStopsStartsAndDeletesAVolume() {
        var id = create(newName(), "shared-read", "1G");

        as(Role.VIEWER)
                .get(VOLUMES + "/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("STARTED"))
                .body("layout", equalTo("replicated"))
                .body("class", equalTo("shared-read"))
                .body("sizeBytes", equalTo(1 << 30))
                .body("owner", equalTo("engineer"))
                .body("bricks.host", contains("h1", "h2", "h3"))
                .body("bricks.online", contains(true, true, true))
                .body("mountSource", containsString("h1:/"))
                .body("mountOptions", equalTo("backup-volfile-servers=h2:h3"))
                .body("observedAt", notNullValue());

        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/check").then())
                .body("result.client", equalTo("h4"))
                .body("result.sha256", notNullValue())
                .body("result.bricks", containsString("h3:/bricks/b1/"));
        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/stop").then());
        as(Role.VIEWER).get(VOLUMES + "/" + id).then().body("status", equalTo("STOPPED"));
        as(Role.ENGINEER).post(VOLUMES + "/" + id + "/check").then().statusCode(409);
        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/start").then());
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id).then());
        as(Role.VIEWER).get(VOLUMES + "/" + id).then().statusCode(404);
        assertThat(gluster.marks()).isEmpty();
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(id), 6))
                .containsExactly(
                        "org.vmc.storage.volume.created.v1",
                        "org.vmc.storage.volume.started.v1",
                        "org.vmc.storage.volume.checked.v1",
                        "org.vmc.storage.volume.stopped.v1",
                        "org.vmc.storage.volume.started.v1",
                        "org.vmc.storage.volume.deleted.v1");
    }

    @Test
    void spreadsAVolumeWithoutCopiesOverAllHosts() {
        var id = create(newName(), "scratch", "4G");
        as(Role.VIEWER)
                .get(VOLUMES + "/" + id)
                .then()
                .body("layout", equalTo("distributed"))
                .body("bricks.host", contains("h1", "h2", "h3", "h4"));
        succeeds(as(Role.ENGINEER).post(VOLUMES + "/" + id + "/check?client=h2").then())
                .body("result.client", equalTo("h2"));
        as(Role.ENGINEER)
                .post(VOLUMES + "/" + id + "/check?client=h9")
                .then()
                .statusCode(422)
                .body("errors.field", contains("client"));
    }

    @Test
    void findsAVolumeByName() {
        var name = newName();
        create(name, "iso", "100M");
        as(Role.VIEWER).get(VOLUMES + "?name=" + name).then().body("items.name", contains(name));
        as(Role.VIEWER).get(VOLUMES + "?name=nope-" + name).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                        | name
            {"class": "iso", "size": "1G"}                                                            | name
            {"name": "Big", "class": "iso", "size": "1G"}                                             | name
            {"name": "-a", "class": "iso", "size": "1G"}                                              | name
            {"name": "a b", "class": "iso", "size": "1G"}                                             | name
            {"name": "../etc", "class": "iso", "size": "1G"}                                          | name
            {"name": "a;reboot", "class": "iso", "size": "1G"}                                        | name
            {"name": "$(reboot)", "class": "iso", "size": "1G"}                                       | name
            {"name": "a\\nb", "class": "iso", "size": "1G"}                                           | name
            {"name": "žluť", "class": "iso", "size": "1G"}                                            | name
            {"name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "class": "iso", "size": "1G"} | name
            {"name": "a", "size": "1G"}                                                               | class
            {"name": "a", "class": "gold", "size": "1G"}                                              | class
            {"name": "a", "class": "iso"}                                                             | size
            {"name": "a", "class": "iso", "size": "lots"}                                             | size
            {"name": "a", "class": "iso", "size": "0G"}                                               | size
            {"name": "a", "class": "iso", "size": "1M"}                                               | size
            {"name": "a", "class": "iso", "size": "9999T"}                                            | size
            {"name": "a", "class": "iso", "size": 5}                                                  | size
            {"name": "a", "class": "iso", "size": "1G", "color": "red"}                               | color
            {"name": "a", "class": "iso", "size": "1G", "layout": "striped"}                          | layout
            {"name": "a", "class": "iso", "size": "1G", "layout": "distributed-striped"}              | layout
            {"name": "a", "class": "iso", "size": "1G", "layout": "round"}                            | layout
            {"name": "a", "class": "iso", "size": "1G", "type": "striped"}                            | layout
            {"name": "a", "class": "vm-disk", "size": "1G", "layout": "distributed"}                  | layout
            {"name": "a", "class": "vm-disk", "size": "1G", "layout": "dispersed"}                    | layout
            {"name": "a", "class": "iso", "size": "1G", "layout": "dispersed", "redundancy": 9}       | redundancy
            {"name": "a", "class": "iso", "size": "1G", "layout": "dispersed", "dataBricks": 1}       | dataBricks
            {"name": "a", "class": "iso", "size": "1G", "layout": "dispersed", "replicas": 3}         | replicas
            {"name": "a", "class": "iso", "size": "1G", "redundancy": 1}                              | redundancy
            {"name": "a", "class": "vm-disk", "size": "1G", "sets": 2}                                | sets
            {"name": "a", "class": "iso", "size": "1G", "sets": 0}                                    | sets
            {"name": "a", "class": "iso", "size": "1G", "layout": "distributed-arbiter", "sets": 1}   | sets
            {"name": "a", "class": "vm-disk", "size": "1G", "replicas": 2}                            | replicas
            {"name": "a", "class": "vm-disk", "size": "1G", "replicas": 4}                            | replicas
            """)
    void namesTheFieldThatIsWrong(String body, String field) {
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(body)
                .post(VOLUMES)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
        assertThat(gluster.marks()).isEmpty();
    }

    @Test
    void explainsWhatItRefuses() {
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"a\", \"class\": \"scratch\", \"size\": \"1G\", \"layout\": \"striped\"}")
                .post(VOLUMES)
                .then()
                .body("detail", containsString("removed striping"));
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"a\", \"class\": \"vm-disk\", \"size\": \"1G\", \"replicas\": 2}")
                .post(VOLUMES)
                .then()
                .body("detail", containsString("neither can tell which is right"));
    }

    @Test
    void refusesMoreThanThereIs() {
        post(newName(), "vm-disk", "11G")
                .statusCode(507)
                .body("type", equalTo("/problems/no-space"))
                .body("detail", containsString("h1 has"));
    }

    @Test
    void countsPromisesOfVolumesNotYetFilled() {
        var id = create(newName(), "scratch", "36G");
        post(newName(), "vm-disk", "2G").statusCode(507).body("detail", containsString("promised"));
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id).then());
        post(newName(), "vm-disk", "2G").statusCode(202);
    }

    @Test
    void refusesCopiesWithoutHostsForThem() {
        gluster.silence("h3");
        gluster.makeUnfit("h4");
        post(newName(), "vm-disk", "1G")
                .statusCode(409)
                .body("type", equalTo("/problems/no-capacity"))
                .body("detail", containsString("h3 does not answer"))
                .body("detail", containsString("gluster is not installed"));
    }

    @Test
    void refusesANameThatIsTaken() {
        var name = newName();
        create(name, "iso", "100M");
        post(name, "iso", "100M").statusCode(409).body("type", equalTo("/problems/name-taken"));
    }

    @Test
    void aDryRunShowsThePlanAndMakesNothing() {
        var name = newName();
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(body(name, "shared-read", "1G"))
                .post(VOLUMES + "?dryRun=true")
                .then()
                .statusCode(200)
                .body(
                        "operations[0].steps.name",
                        contains(
                                "check-hosts",
                                "ensure-peers",
                                "make-bricks",
                                "create",
                                "set-options",
                                "start",
                                "verify"));
        as(Role.VIEWER).get(VOLUMES + "?name=" + name).then().body("items", hasSize(0));
    }

    @Test
    void aRepeatedRequestIsAnsweredByTheFirstOne() {
        var body = body(newName(), "iso", "100M");
        var key = UUID.randomUUID().toString();
        var first = withKey(key, body).statusCode(202).extract().<String>path("id");
        succeeded(first);
        withKey(key, body).statusCode(202).body("id", equalTo(first));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST,   /check, engineer, VIEWER,   403
            POST,   /check, somebody, ENGINEER, 403
            POST,   /check, engineer, ENGINEER, 202
            POST,   /check, somebody, OPERATOR, 202
            POST,   /check, somebody, ADMIN,    202
            POST,   /start, engineer, VIEWER,   403
            POST,   /start, somebody, ENGINEER, 403
            POST,   /start, engineer, ENGINEER, 202
            POST,   /start, somebody, OPERATOR, 202
            POST,   /start, somebody, ADMIN,    202
            POST,   /stop,  engineer, VIEWER,   403
            POST,   /stop,  somebody, ENGINEER, 403
            POST,   /stop,  engineer, ENGINEER, 202
            POST,   /stop,  somebody, OPERATOR, 202
            POST,   /stop,  somebody, ADMIN,    202
            DELETE, '',     engineer, VIEWER,   403
            DELETE, '',     somebody, ENGINEER, 403
            DELETE, '',     engineer, ENGINEER, 202
            DELETE, '',     somebody, OPERATOR, 202
            DELETE, '',     somebody, ADMIN,    202
            """)
    void onlyOwnersAndOperatorsChangeAVolume(String method, String route, String user, Role role, int status) {
        var id = create(newName(), "iso", "100M");
        var answer = given().auth()
                .oauth2(TestTokens.of(user, role, "other"))
                .request(method, VOLUMES + "/" + id + route)
                .then()
                .statusCode(status);
        if (status == 202) {
            succeeded(answer.extract().path("id"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "../peers", "%2e%2e", "00000000-0000-0000-0000-000000000000", "a'b"})
    void knowsNoVolumeOfAnotherId(String id) {
        as(Role.VIEWER).get(VOLUMES + "/{id}", id).then().statusCode(404);
        as(Role.OPERATOR).delete(VOLUMES + "/{id}", id).then().statusCode(404);
    }

    @Test
    void viewersChangeNothing() {
        var viewer = as(Role.VIEWER).contentType(ContentType.JSON);
        viewer.body(body("a", "iso", "100M")).post(VOLUMES).then().statusCode(403);
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body("{\"host\": \"h2\"}")
                .post(PEERS)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {VOLUMES, PEERS, "/api/v1/storage/classes", "/api/v1/storage/hosts", "/api/v1/operations"})
    void nobodyReadsWithoutAToken(String path) {
        given().get(path).then().statusCode(401);
    }

    @Test
    void addsAndRemovesAPeer() {
        as(Role.VIEWER)
                .get(PEERS)
                .then()
                .statusCode(200)
                .body("items.host", contains("h1", "h2", "h3", "h4"))
                .body("items.find { it.host == 'h2' }.member", equalTo(false));
        succeeds(addPeer("h2").statusCode(202));
        addPeer("h2").statusCode(409);
        as(Role.VIEWER)
                .get(PEERS)
                .then()
                .body("items.find { it.host == 'h2' }.connected", equalTo(true))
                .body("items.find { it.host == 'h2' }.observedAt", notNullValue());
        succeeds(as(Role.OPERATOR).delete(PEERS + "/h2").then());
        as(Role.OPERATOR).delete(PEERS + "/h2").then().statusCode(404);
    }

    @Test
    void refusesAPeerWithTheReason() {
        addPeer("h9").statusCode(422).body("errors.field", contains("host")).body("detail", containsString("h4"));
        addPeer("").statusCode(422).body("errors.field", contains("host"));
        gluster.silence("h2");
        addPeer("h2").statusCode(503).body("detail", containsString("no route to host"));
        gluster.makeUnfit("h3");
        addPeer("h3").statusCode(409).body("detail", containsString("gluster is not installed"));
    }

    @Test
    void keepsAPeerThatHoldsBricksOrWhileAnotherIsAway() {
        List.of("h2", "h3").forEach(gluster::probe);
        var brick = gluster.brick("h2", "precious");
        gluster.makeBrick(brick, UUID.randomUUID());
        gluster.create(new NewGlusterVolume("precious", SetShape.SINGLE, List.of(brick)));
        awaitMember("h2");
        as(Role.OPERATOR).delete(PEERS + "/h2").then().statusCode(409).body("detail", containsString("of precious"));
        gluster.silence("h3");
        as(Role.OPERATOR)
                .delete(PEERS + "/h2")
                .then()
                .statusCode(409)
                .body("detail", containsString("Not all peers are connected: h3"));
    }

    @Test
    void showsAStrangersVolumeAndLeavesItAlone() {
        var brick = gluster.brick("h1", "foreign");
        gluster.makeBrick(brick, UUID.randomUUID());
        gluster.create(new NewGlusterVolume("foreign", SetShape.SINGLE, List.of(brick)));
        var id = await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> as(Role.VIEWER)
                                .get(VOLUMES + "?name=foreign")
                                .then()
                                .extract()
                                .<List<String>>path("items.id"),
                        ids -> !ids.isEmpty())
                .getFirst();
        as(Role.VIEWER).get(VOLUMES + "/" + id).then().body("managed", equalTo(false));
        as(Role.OPERATOR)
                .delete(VOLUMES + "/" + id)
                .then()
                .statusCode(409)
                .body("detail", containsString("not made by VMC"));
    }

    @Test
    void aHostThatDiesMeanwhileFailsTheCreationWithoutATrace() {
        gluster.probe("h2");
        gluster.probe("h3");
        gluster.kill(gluster.brick("h3", "doomed"));
        var id = post("doomed", "shared-read", "100M").statusCode(202).extract().<String>path("id");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/operations/" + id)
                .then()
                .body("message", containsString("h3:/bricks/b1/doomed/brick")));
        as(Role.ENGINEER).post("/api/v1/operations/" + id + "/cancel").then().statusCode(202);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        as(Role.VIEWER).get("/api/v1/operations/" + id).then().body("state", equalTo("CANCELLED")));
        assertThat(gluster.volume("doomed")).isEmpty();
        assertThat(gluster.marks()).isEmpty();
        as(Role.VIEWER).get(VOLUMES + "?name=doomed").then().body("items", hasSize(0));
    }

    @Test
    void aStrangersVolumeOfThatNameFailsTheCreationAndStays() {
        gluster.makeBrick(gluster.brick("h1", "taken"), UUID.randomUUID());
        gluster.create(new NewGlusterVolume("taken", SetShape.SINGLE, List.of(gluster.brick("h1", "taken"))));
        var operation =
                post("taken", "shared-read", "100M").statusCode(202).extract().<String>path("id");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/operations/" + operation)
                .then()
                .body("state", equalTo("FAILED")));
        assertThat(gluster.volume("taken")).isPresent();
    }

    @Test
    void aCheckFindsWhatADiskHasSpoilt() {
        var name = newName();
        var id = create(name, "shared-read", "100M");
        gluster.spoil(gluster.brick("h2", name));
        var operation = as(Role.ENGINEER)
                .post(VOLUMES + "/" + id + "/check")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("id");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> as(Role.VIEWER)
                .get("/api/v1/operations/" + operation)
                .then()
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("2 of them with the content that was written")));
    }

    @Test
    void listsTheClasses() {
        as(Role.VIEWER)
                .get("/api/v1/storage/classes")
                .then()
                .statusCode(200)
                .body("items.name", contains("shared-read", "shared-write", "vm-disk", "iso", "scratch"))
                .body("items.find { it.name == 'vm-disk' }.replicas", equalTo(3))
                .body("items.find { it.name == 'iso' }.layout", equalTo("distributed"));
    }

    @Test
    void listsTheHosts() {
        gluster.makeUnfit("h2");
        as(Role.VIEWER)
                .get("/api/v1/storage/hosts")
                .then()
                .statusCode(200)
                .body("items.state", contains("FIT", "UNFIT", "FIT", "FIT"))
                .body("items[0].filesystem", equalTo("xfs"));
    }

    private void awaitMember(String host) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> as(Role.VIEWER)
                        .get(PEERS)
                        .then()
                        .body("items.find { it.host == '" + host + "' }.member", equalTo(true)));
    }

    private static String newName() {
        return "v-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static String body(String name, String storageClass, String size) {
        return "{\"name\": \"%s\", \"class\": \"%s\", \"size\": \"%s\"}".formatted(name, storageClass, size);
    }

    private static ValidatableResponse post(String name, String storageClass, String size) {
        return as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(body(name, storageClass, size))
                .post(VOLUMES)
                .then();
    }

    private static ValidatableResponse withKey(String key, String body) {
        return as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
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
        return succeeded(accepted.statusCode(202).extract().path("id"));
    }

    private static ValidatableResponse succeeded(String operation) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> List.of("SUCCEEDED", "FAILED", "UNDO_FAILED")
                        .contains(as(Role.VIEWER)
                                .get("/api/v1/operations/" + operation)
                                .then()
                                .extract()
                                .<String>path("state")));
        return as(Role.VIEWER).get("/api/v1/operations/" + operation).then().body("state", equalTo("SUCCEEDED"));
    }

    private static RequestSpecification as(Role role) {
        return given().auth().oauth2(TestTokens.of(role));
    }
}
