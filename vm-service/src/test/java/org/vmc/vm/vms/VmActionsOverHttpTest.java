package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** What can be done with a VM beyond starting and stopping it. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class VmActionsOverHttpTest {

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
    void pausesSuspendsAndReboots() {
        String id = created("shift-1");

        succeeds(post(id, "/pause", "{}"));
        show(id).then().body("powerState", is("PAUSED"));
        post(id, "/suspend", "{}")
                .then()
                .statusCode(409)
                .body("detail", is("shift-1 is PAUSED; only a running VM can be suspended."));
        succeeds(post(id, "/unpause", "{}"));
        succeeds(post(id, "/suspend", "{}"));
        show(id).then().body("powerState", is("SUSPENDED"));
        succeeds(post(id, "/resume", "{}"));
        show(id).then().body("powerState", is("RUNNING")).body("ready", is(true));
        long domain = lab.named("shift-1").getFirst().domid();
        succeeds(post(id, "/reboot", "{}"));
        assertThat(lab.named("shift-1").getFirst().domid()).isGreaterThan(domain);
        show(id).then().body("powerState", is("RUNNING")).body("ready", is(true));
    }

    @Test
    void migratesToAnotherHost() {
        String id = created("moving-1");
        String from = show(id).path("host");

        post(id, "/migrate", "{\"host\": \"%s\"}".formatted(from))
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("host")))
                .body("errors[0].message", containsString("moving-1 is on " + from + " already"));
        post(id, "/migrate", "{\"host\": \"h9\"}")
                .then()
                .statusCode(422)
                .body("errors[0].message", containsString("must be one of h1, h2"));
        succeeds(ana().post("/api/v1/vms/" + id + "/migrate"));

        show(id).then().body("host", not(is(from))).body("powerState", is("RUNNING"));
    }

    @Test
    void resizesRenamesAndRefusesWhatCannotBe() {
        String id = created("size-1");

        post(id, "/resize", "{\"type\": \"standard.small\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("only a halted VM can be resized; stop it first"));
        succeeds(post(id, "/stop", "{\"force\": true}"));
        succeeds(post(id, "/resize", "{\"type\": \"standard.small\"}"));
        show(id).then().body("type", is("standard.small")).body("memoryMib", is(1740));

        created("size-taken");
        post(id, "/rename", "{\"name\": \"size-taken\"}")
                .then()
                .statusCode(409)
                .body("type", is("/problems/name-taken"));
        succeeds(post(id, "/rename", "{\"name\": \"size-2\"}"));
        show(id).then().body("name", is("size-2"));
        assertThat(lab.named("size-2")).hasSize(1);
        succeeds(post(id, "/start", "{}"));
    }

    @Test
    void takesListsRevertsToAndDeletesSnapshots() {
        String id = created("snap-1");

        succeeds(post(id, "/snapshots", "{\"name\": \"before\"}"));
        succeeds(post(id, "/snapshots", "{\"name\": \"running\", \"memory\": true}"));
        await().untilAsserted(() -> ana().get("/api/v1/vms/" + id + "/snapshots")
                .then()
                .body("items.name", equalTo(List.of("before", "running")))
                .body("items.memory", equalTo(List.of(false, true)))
                .body("items[0].takenAt", notNullValue()));
        post(id, "/snapshots", "{\"name\": \"before\"}")
                .then()
                .statusCode(409)
                .body("type", is("/problems/name-taken"));
        post(id, "/snapshots/never/revert", "{}")
                .then()
                .statusCode(404)
                .body("detail", containsString("it has before, running"));

        succeeds(post(id, "/snapshots/running/revert", "{}"));
        show(id).then().body("powerState", is("SUSPENDED")).body("name", is("snap-1"));
        succeeds(post(id, "/snapshots/before/revert", "{}"));
        show(id).then().body("powerState", is("HALTED"));
        succeeds(ana().delete("/api/v1/vms/" + id + "/snapshots/before"));
        await().untilAsserted(() ->
                ana().get("/api/v1/vms/" + id + "/snapshots").then().body("items.name", equalTo(List.of("running"))));
        succeeds(ana().delete("/api/v1/vms/" + id));
    }

    @Test
    void givesAVmADiskAndTakesItAgain() {
        String id = created("disk-1");

        succeeds(post(id, "/disks", "{\"name\": \"scratch\", \"size\": \"10G\"}"));
        var disks = ana().get("/api/v1/vms/" + id + "/disks");
        disks.then()
                .body("items", hasSize(2))
                .body("items[0].bootable", is(true))
                .body("items[1].name", is("scratch"))
                .body("items[1].sizeBytes", is(10L << 30))
                .body("items[1].plugged", is(true))
                .body("items[1].device", is("xvdb"));
        post(id, "/disks", "{\"name\": \"scratch\", \"size\": \"1G\"}")
                .then()
                .statusCode(409)
                .body("type", is("/problems/name-taken"));
        ana().delete("/api/v1/vms/" + id + "/disks/" + disks.path("items[0].id"))
                .then()
                .statusCode(409)
                .body("detail", containsString("disk-1 boots from"));
        ana().delete("/api/v1/vms/" + id + "/disks/none").then().statusCode(404);

        succeeds(ana().delete("/api/v1/vms/" + id + "/disks/scratch"));
        ana().get("/api/v1/vms/" + id + "/disks").then().body("items", hasSize(1));
    }

    @Test
    void extendsALeaseFromItsEnd() {
        String id = created("lease-1", "lease", "8h");
        Instant end = Instant.parse(show(id).path("leaseUntil"));

        succeeds(post(id, "/extend", "{\"by\": \"2h\"}"));

        assertThat(Instant.parse(show(id).path("leaseUntil"))).isEqualTo(end.plus(Duration.ofHours(2)));
        post(id, "/extend", "{\"by\": \"30d\"}")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("by"))
                .body("errors[0].message", containsString("within 30 days from now"));
        String unlimited = created("lease-none");
        post(unlimited, "/extend", "{\"by\": \"2h\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("has no lease"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/resize    | {'type': 'huge'}  | type | standard.small",
                "/resize    | {}                | type | is missing",
                "/rename    | {'name': 'A B'}   | name | lower-case",
                "/rename    | {}                | name | is missing",
                "/extend    | {'by': 'soon'}    | by   | 8h",
                "/extend    | {}                | by   | is missing",
                "/disks     | {}                | name | is missing",
                "/disks     | {'name': 'a', 'size': 'big'} | size | 10G",
                "/disks     | {'name': 'a', 'size': '3T'}  | size | at most 2T",
                "/disks     | {'name': 'a', 'size': '1G', 'storage': 'nowhere'} | storage | must be one of",
                "/snapshots | {}                | name | is missing",
                "/snapshots | {'name': '../x'}  | name | lower-case"
            })
    void namesTheWrongField(String path, String body, String field, String hint) {
        String id = created("wrong-" + System.nanoTime());

        post(id, path, body.replace('\'', '"'))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(hint));
    }

    @Test
    void repeatsThePoolsReasonWhenItDoesNotAllowAChange() {
        String id = created("refused-1");
        lab.refuse("Async.VM.suspend", "VM_MISSING_PV_DRIVERS", "vm");

        awaitEnd(post(id, "/suspend", "{}").then().statusCode(202).extract().path("id"))
                .then()
                .body("state", is("FAILED"))
                .body("problem.detail", containsString("VM_MISSING_PV_DRIVERS"));
        show(id).then().body("powerState", is("RUNNING"));
    }

    @Test
    void takesTheRoleOfTheTemplateUnlessToldAnother() {
        String worker = created("role-1", "template", "build-worker");
        String told = created("role-2", "role", "file-server");

        show(worker).then().body("role", is("compilation"));
        show(told).then().body("role", is("file-server"));
        ana().get("/api/v1/roles").then().body("items", hasSize(5)).body("items[0].demand.cpu", is(5));
        ana().contentType(ContentType.JSON)
                .body(Map.of("name", "role-3", "type", "t1.micro", "template", "debian-12", "role", "gaming"))
                .post("/api/v1/vms")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("role"));
    }

    @Test
    void anOperatorClaimsAVmThatWasMadeElsewhere() {
        var template = lab.pool().vms().byName("debian-12").getFirst();
        lab.pool().vms().provision(lab.pool().vms().cloneAs(template.ref(), "Legacy VM"));
        String stranger = await().until(
                        () -> ana().queryParam("name", "Legacy VM")
                                .get("/api/v1/vms")
                                .path("items[0].id"),
                        id -> id != null);

        olga("{\"name\": \"legacy-1\", \"owner\": \"a b\"}", stranger)
                .then()
                .statusCode(422)
                .body("errors[0].field", is("owner"));
        olga("{\"owner\": \"ana\"}", stranger).then().statusCode(422).body("errors[0].field", is("name"));
        succeeds(olga("{\"name\": \"legacy-1\", \"owner\": \"ana\", \"team\": \"compilers\"}", stranger));

        var claimed = ana().get("/api/v1/vms?name=legacy-1");
        claimed.then()
                .body("items", hasSize(1))
                .body("items[0].managed", is(true))
                .body("items[0].owner", is("ana"));
        olga("{\"name\": \"legacy-2\"}", stranger)
                .then()
                .statusCode(409)
                .body("detail", is("legacy-1 belongs to ana already."));
        succeeds(ana().post("/api/v1/vms/" + claimed.path("items[0].id") + "/start"));
    }

    private static Response olga(String body, String stranger) {
        return given().auth()
                .oauth2(TestTokens.of("olga", Role.OPERATOR, "ops"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/vms/" + stranger + "/claim");
    }

    @Test
    void showsWhatATeamUses() {
        created("quota-1");

        ana().get("/api/v1/quotas")
                .then()
                .body("items.team", equalTo(List.of("compilers")))
                .body("items[0].vms.used", notNullValue())
                .body("items[0].vms.limit", equalTo(null));
    }

    private static Response post(String id, String path, String body) {
        return ana().contentType(ContentType.JSON).body(body).post("/api/v1/vms/" + id + path);
    }

    private static Response show(String id) {
        return ana().get("/api/v1/vms/" + id);
    }

    private static String created(String name) {
        return created(name, "type", "t1.micro");
    }

    private static String created(String name, String field, String value) {
        var body = new HashMap<>(Map.of("name", name, "type", "t1.micro", "template", "debian-12"));
        body.put(field, value);
        succeeds(ana().contentType(ContentType.JSON).body(body).post("/api/v1/vms"));
        return ana().get("/api/v1/vms?name=" + name).path("items[0].id");
    }

    private static void succeeds(Response accepted) {
        var ended = awaitEnd(accepted.then().statusCode(202).extract().path("id"));
        ended.then().body("state", is("SUCCEEDED"));
    }

    private static Response awaitEnd(String operation) {
        return await().atMost(PATIENCE).until(() -> ana().get("/api/v1/operations/" + operation), answer -> List.of(
                        "SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED")
                .contains(answer.<String>path("state")));
    }

    private static RequestSpecification ana() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }
}
