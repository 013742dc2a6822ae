package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenVm;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class VmsOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Inventory inventory;

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        lab.clearFaults();
        lab.close();
    }

    @Test
    void takesVmsThroughTheirLife() {
        var accepted = create(Map.of(
                        "name", "life-1", "type", "t1.micro", "template", "debian-12", "count", 2, "lease", "8h"))
                .then()
                .statusCode(202)
                .body("operations", hasSize(2))
                .body("operations.target.name", hasItems("life-1", "life-2"))
                .header("Location", containsString("correlationId="))
                .extract();
        List<String> operations = accepted.path("operations.id");
        operations.forEach(id ->
                awaitSuccess(id).then().body("result.address", notNullValue()).body("result.host", notNullValue()));

        String id = ana().get("/api/v1/vms?name=life-1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].managed", is(true))
                .body("items[0].powerState", is("RUNNING"))
                .body("items[0].ready", is(true))
                .body("items[0].owner", is("ana"))
                .body("items[0].team", is("compilers"))
                .body("items[0].vcpus", is(1))
                .body("items[0].memoryMib", is(613))
                .body("items[0].leaseUntil", notNullValue())
                .body("items[0].address", notNullValue())
                .extract()
                .path("items[0].id");

        ana().post("/api/v1/vms/" + id + "/start")
                .then()
                .statusCode(409)
                .body("type", is("/problems/wrong-power-state"));
        awaitSuccess(operation(ana().post("/api/v1/vms/" + id + "/stop")));
        ana().get("/api/v1/vms/" + id).then().body("powerState", is("HALTED"));
        ana().get("/api/v1/vms?state=halted&name=life-1").then().body("items.name", hasItem("life-1"));
        ana().post("/api/v1/vms/" + id + "/stop").then().statusCode(409);
        awaitSuccess(operation(ana().post("/api/v1/vms/" + id + "/start")));
        ana().get("/api/v1/vms/" + id).then().body("powerState", is("RUNNING")).body("ready", is(true));
        awaitSuccess(operation(
                ana().contentType(ContentType.JSON).body("{\"force\": true}").post("/api/v1/vms/" + id + "/stop")));
        awaitSuccess(operation(ana().delete("/api/v1/vms/" + id)));
        ana().get("/api/v1/vms/" + id).then().statusCode(404);
        assertThat(lab.named("life-1")).isEmpty();
        assertThat(lab.named("life-2")).hasSize(1);
    }

    @Test
    void createsThirtyVmsInOneCommand() {
        List<String> operations = create(
                        Map.of("name", "many", "type", "t1.micro", "template", "debian-12", "count", 30))
                .then()
                .statusCode(202)
                .extract()
                .path("operations.id");

        assertThat(operations).hasSize(30);
        operations.forEach(VmsOverHttpTest::awaitSuccess);
        var made =
                lab.vms().stream().filter(vm -> vm.name().startsWith("many-")).toList();
        assertThat(made).hasSize(30).allMatch(XenVm::running);
        assertThat(made).extracting(XenVm::name).doesNotHaveDuplicates().contains("many-1", "many-30");
    }

    @Test
    void refusesAWrongPowerStateInWords() {
        String id = created("state-1");

        ana().post("/api/v1/vms/" + id + "/start")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", is("state-1 is RUNNING; only a halted VM can be started."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name     | {'type':'t1.micro','template':'debian-12'}                                 | is missing",
                "name     | {'name':'Bad Name','type':'t1.micro','template':'debian-12'}               | lower-case",
                "name     | {'name':'-x','type':'t1.micro','template':'debian-12'}                     | begin and end",
                "type     | {'name':'wrong-1','template':'debian-12'}                                  | is missing",
                "type     | {'name':'wrong-1','type':'huge','template':'debian-12'}                    | standard.small",
                "template | {'name':'wrong-1','type':'t1.micro'}                                       | is missing",
                "template | {'name':'wrong-1','type':'t1.micro','template':'windows'}                  | build-worker, debian-12",
                "count    | {'name':'wrong-1','type':'t1.micro','template':'debian-12','count':0}      | from 1 to 50",
                "count    | {'name':'wrong-1','type':'t1.micro','template':'debian-12','count':51}     | from 1 to 50",
                "lease    | {'name':'wrong-1','type':'t1.micro','template':'debian-12','lease':'soon'} | 8h",
                "lease    | {'name':'wrong-1','type':'t1.micro','template':'debian-12','lease':'99w'}  | at most 30 days",
                "pool     | {'name':'wrong-1','type':'t1.micro','template':'debian-12','pool':'p9'}    | one of lab",
                "host     | {'name':'wrong-1','type':'t1.micro','template':'debian-12','host':'h9'}    | h1, h2, h3, h4"
            })
    void namesTheWrongFieldAndCreatesNothing(String field, String body, String hint) {
        int before = lab.vms().size();

        ana().contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post("/api/v1/vms")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", is("/problems/invalid"))
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(hint));

        assertThat(lab.vms()).hasSize(before);
        ana().get("/api/v1/vms?name=wrong-1").then().body("items", hasSize(0));
        ana().get("/api/v1/operations?limit=200").then().body("items.target.name", not(hasItem("wrong-1")));
    }

    @Test
    void namesAllWrongFieldsAtOnce() {
        create(Map.of("name", "?", "type", "huge", "count", 99, "lease", "x"))
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("name", "type", "count", "lease", "template"));
    }

    @Test
    void refusesJsonItCannotReadAndFieldsItDoesNotKnow() {
        ana().contentType(ContentType.JSON)
                .body("{\"name\":")
                .post("/api/v1/vms")
                .then()
                .statusCode(400);
        create(Map.of("name", "unknown-1", "type", "t1.micro", "template", "debian-12", "colour", "red"))
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("colour"));
    }

    @Test
    void keepsNamesUniqueAndTakesAllOrNone() {
        created("taken-2");

        create(Map.of("name", "taken-1", "type", "t1.micro", "template", "debian-12", "count", 3))
                .then()
                .statusCode(409)
                .body("type", is("/problems/name-taken"))
                .body("detail", containsString("taken-2"));
        ana().get("/api/v1/vms?name=taken-1").then().body("items", hasSize(0));
        ana().get("/api/v1/vms?name=taken-3").then().body("items", hasSize(0));
    }

    @Test
    void answersARepeatedRequestWithTheSameOperation() {
        var body = Map.of("name", "again-1", "type", "t1.micro", "template", "debian-12");
        String key = UUID.randomUUID().toString();

        String first = operation(withKey(key).body(body).post("/api/v1/vms"));
        String second = operation(withKey(key).body(body).post("/api/v1/vms"));

        assertThat(second).isEqualTo(first);
        awaitSuccess(first);
        assertThat(lab.named("again-1")).hasSize(1);
    }

    @Test
    void explainsADryRunAndDoesNothing() {
        ana().contentType(ContentType.JSON)
                .body(Map.of("name", "dry", "type", "highcpu.medium", "template", "debian-12", "count", 2))
                .post("/api/v1/vms?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations", hasSize(2))
                .body("operations[0].kind", is("CreateVm"))
                .body("operations[0].steps.name", hasItems("place", "clone", "start", "await-ready"))
                .body("placements.name", equalTo(List.of("dry-1", "dry-2")))
                .body("placements[0].verdicts", hasSize(4))
                .body("placements[0].verdicts.verdict", hasItem("CHOSEN"))
                .body("placements[0].verdicts.reason", everyItem(containsString("MiB free")));

        ana().get("/api/v1/vms?name=dry-1").then().body("items", hasSize(0));
    }

    @Test
    void saysWhyNoHostCanTakeAVm() {
        String operation =
                operation(create(Map.of("name", "big-1", "type", "cluster.8xlarge", "template", "debian-12")));

        var ended = awaitEnd(operation);

        ended.then()
                .body("state", is("FAILED"))
                .body("problem.type", is("/problems/no-capacity"))
                .body("problem.detail", containsString("h1 has 4 CPUs, 32 are needed: 28 short"));
        ana().get("/api/v1/vms?name=big-1").then().body("items", hasSize(0));
    }

    @Test
    void triesAnotherHostWhenOneCannotTakeTheVm() {
        lab.refuse("VM.start_on", "HOST_NOT_ENOUGH_FREE_MEMORY", "1", "0");

        awaitSuccess(operation(create(Map.of("name", "elsewhere-1", "type", "t1.micro", "template", "debian-12"))));

        assertThat(lab.named("elsewhere-1")).hasSize(1);
    }

    @Test
    void endsWithThePoolsReasonWhenThePoolRefuses() {
        lab.refuse("VM.provision", "SR_FULL", "1", "0");

        awaitEnd(operation(create(Map.of("name", "full-1", "type", "t1.micro", "template", "debian-12"))))
                .then()
                .body("state", is("FAILED"))
                .body("problem.type", is("/problems/no-space"))
                .body("problem.detail", containsString("SR_FULL"));
        assertThat(lab.named("full-1")).isEmpty();
    }

    @Test
    void letsOnlyOwnersAndOperatorsChangeAVm() {
        String id = created("owned-1");

        given().get("/api/v1/vms").then().statusCode(401);
        as("vera", Role.VIEWER).get("/api/v1/vms/" + id).then().statusCode(200);
        as("vera", Role.VIEWER).delete("/api/v1/vms/" + id).then().statusCode(403);
        as("bob", Role.ENGINEER).post("/api/v1/vms/" + id + "/stop").then().statusCode(403);
        as("bob", Role.ENGINEER)
                .delete("/api/v1/vms/" + id)
                .then()
                .statusCode(403)
                .body("detail", containsString("ana"));
        as("olga", Role.OPERATOR).delete("/api/v1/vms/" + id).then().statusCode(202);
    }

    @Test
    void showsVmsItDidNotMakeAndLeavesThemAlone() {
        var template = lab.pool().vms().byName("debian-12").getFirst();
        var stranger = lab.pool().vms().cloneAs(template.ref(), "stranger-1");
        lab.pool().vms().provision(stranger);

        var items = await().atMost(PATIENCE)
                .until(
                        () -> ana().get("/api/v1/vms?name=stranger-1").path("items"),
                        (List<Map<String, Object>> found) -> found.size() == 1);
        assertThat(items.getFirst()).containsEntry("managed", false).containsEntry("powerState", "HALTED");
        var id = items.getFirst().get("id");
        as("olga", Role.OPERATOR)
                .delete("/api/v1/vms/" + id)
                .then()
                .statusCode(409)
                .body("detail", containsString("not made here"));
    }

    @Test
    void answers404ForWhatDoesNotExist() {
        for (String id : List.of(UUID.randomUUID().toString(), "life", "..%2f..")) {
            ana().get("/api/v1/vms/" + id).then().statusCode(404).contentType("application/problem+json");
            ana().delete("/api/v1/vms/" + id).then().statusCode(404);
        }
    }

    @Test
    void listsPoolsHostsTemplatesAndTypes() {
        ana().get("/api/v1/pools")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].name", is("lab"))
                .body("items[0].reachable", is(true))
                .body("items[0].coordinator", is("h1"))
                .body("items[0].ageMillis", notNullValue());
        ana().get("/api/v1/hosts")
                .then()
                .body("items.name", equalTo(List.of("h1", "h2", "h3", "h4")))
                .body("items.enabled", everyItem(is(true)))
                .body("items[0].memoryMib", is(262144));
        ana().get("/api/v1/templates")
                .then()
                .body(
                        "items.name",
                        equalTo(List.of(
                                "build-worker",
                                "debian-12",
                                "file-server",
                                "office-desktop",
                                "simulation",
                                "web-server")));
        ana().get("/api/v1/types").then().body("items", hasSize(13));
    }

    @Test
    void pagesThroughTheList() {
        created("page-1");
        created("page-2");

        String cursor = ana().get("/api/v1/vms?limit=1")
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("nextCursor");
        ana().get("/api/v1/vms?limit=1&cursor=" + cursor).then().statusCode(200).body("items", hasSize(1));
        ana().get("/api/v1/vms?limit=0").then().statusCode(422);
        ana().get("/api/v1/vms?state=asleep").then().statusCode(422).body("errors[0].field", is("state"));
    }

    private String created(String name) {
        awaitSuccess(operation(create(Map.of("name", name, "type", "t1.micro", "template", "debian-12"))));
        return ana().get("/api/v1/vms?name=" + name).path("items[0].id");
    }

    private static Response create(Map<String, ?> body) {
        return ana().contentType(ContentType.JSON).body(body).post("/api/v1/vms");
    }

    private static RequestSpecification withKey(String key) {
        return ana().contentType(ContentType.JSON).header("Idempotency-Key", key);
    }

    private static RequestSpecification ana() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }

    private static RequestSpecification as(String user, Role role) {
        return given().auth().oauth2(TestTokens.of(user, role, "others"));
    }

    private static String operation(Response response) {
        return response.then().statusCode(202).extract().path("id");
    }

    private static Response awaitSuccess(String operation) {
        var ended = awaitEnd(operation);
        ended.then().body("state", is("SUCCEEDED"));
        return ended;
    }

    private static Response awaitEnd(String operation) {
        return await().atMost(PATIENCE).until(() -> ana().get("/api/v1/operations/" + operation), answer -> List.of(
                        "SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED")
                .contains(answer.<String>path("state")));
    }
}
