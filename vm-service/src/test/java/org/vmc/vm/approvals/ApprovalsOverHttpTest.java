package org.vmc.vm.approvals;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.vm.VmApprovalGranted;
import org.vmc.contracts.vm.VmApprovalRejected;
import org.vmc.contracts.vm.VmApprovalRequested;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.operations.engine.Operations;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.vms.VmFacts;

/**
 * Team careful may have 3 VMs and makes more than one at once, or more than 3, with the approval of an operator; team
 * fussy keeps VMs for more than an hour with that of an engineer in team leads.
 */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class ApprovalsOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Inventory inventory;

    @Inject
    Operations operations;

    @Inject
    AgroalDataSource database;

    private final VmFacts facts = new VmFacts();
    private final String name = "wish-" + System.nanoTime() + "-ci";
    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        facts.close();
        lab.close();
    }

    @Test
    void waitsForSomebodyElseAndIsDoneOnceApproved() {
        List<String> creations =
                carl().post("/api/v1/vms").then().statusCode(202).extract().path("operations.id");
        creations.forEach(this::awaitWaiting);
        String approval = approval();

        olga().get("/api/v1/approvals")
                .then()
                .body("items.find { it.id == '%s' }.yours".formatted(approval), is(true))
                .body("items.find { it.id == '%s' }.reasons".formatted(approval), is("2 VMs are more than 1"))
                .body(
                        "items.find { it.id == '%s' }.summary".formatted(approval),
                        containsString("2 x t1.micro from debian-12"));
        user("carl", Role.ENGINEER, "careful")
                .get("/api/v1/approvals")
                .then()
                .body("items.find { it.id == '%s' }.yours".formatted(approval), is(false));
        user("bob", Role.ENGINEER, "others").get("/api/v1/approvals").then().body("items.id", not(hasItem(approval)));
        decide(user("bob", Role.ENGINEER, "others"), approval, "approve").statusCode(403);
        decide(user("carl", Role.ADMIN, "ops"), approval, "approve")
                .statusCode(403)
                .body("detail", containsString("somebody else has to decide it"));
        decide(olga().queryParam("dryRun", "true"), approval, "approve")
                .statusCode(200)
                .body("state", is("WAITING"));
        assertThat(lab.named(name + "-1")).isEmpty();

        decide(olga(), approval, "approve")
                .statusCode(200)
                .body("state", is("GRANTED"))
                .body("decidedBy", is("olga"));

        creations.forEach(creation -> awaitState(creation, "SUCCEEDED"));
        decide(olga(), approval, "reject")
                .statusCode(409)
                .body("detail", containsString("olga has decided already: GRANTED"));
        assertThat(facts.of(UUID.fromString(approval), 2))
                .satisfiesExactly(
                        fact -> assertThat(fact).isInstanceOfSatisfying(VmApprovalRequested.class, asked -> assertThat(
                                        asked.requester())
                                .isEqualTo("carl")),
                        fact -> assertThat(fact).isInstanceOfSatisfying(VmApprovalGranted.class, granted -> assertThat(
                                        granted.approver())
                                .isEqualTo("olga")));
        delete(name + "-1");
        delete(name + "-2");
    }

    @Test
    void nothingIsCreatedOfWhatIsRejected() {
        List<String> creations =
                carl().post("/api/v1/vms").then().statusCode(202).extract().path("operations.id");
        String approval = approval();

        olga().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/approvals/" + approval + "/reject")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("reason")));
        decide(olga(), approval, "reject").statusCode(200).body("state", is("REJECTED"));

        awaitState(creations.getFirst(), "FAILED")
                .then()
                .body("problem.detail", is("olga rejected the request: we shall see"));
        awaitState(creations.getLast(), "FAILED");
        carl().get("/api/v1/vms?name=" + name + "-1").then().body("items.size()", is(0));
        assertThat(facts.of(UUID.fromString(approval), 2).getLast()).isInstanceOf(VmApprovalRejected.class);
    }

    @Test
    void nobodyDecidesWhatWasCancelled() {
        List<String> creations =
                carl().post("/api/v1/vms").then().statusCode(202).extract().path("operations.id");
        String approval = approval();
        awaitWaiting(creations.getFirst());

        for (String creation : creations) {
            carl().post("/api/v1/operations/" + creation + "/cancel").then().statusCode(202);
            awaitState(creation, "CANCELLED");
        }

        olga().get("/api/v1/approvals").then().body("items.id", not(hasItem(approval)));
        decide(olga(), approval, "approve").statusCode(409).body("detail", is("What it is for was cancelled."));
    }

    @Test
    void isRefusedWhenNobodyDecidesInTime() throws SQLException {
        List<String> creations =
                carl().post("/api/v1/vms").then().statusCode(202).extract().path("operations.id");
        String approval = approval();
        creations.forEach(this::awaitWaiting);
        execute("update approval set expires_at = now() where id = '" + approval + "'");

        decide(olga(), approval, "approve").statusCode(409).body("detail", containsString("It waited until"));
        creations.forEach(creation -> operations.wake(UUID.fromString(creation)));

        awaitState(creations.getFirst(), "FAILED")
                .then()
                .body("problem.detail", containsString("Nobody approved the request in time"));
        awaitState(creations.getLast(), "FAILED");
    }

    @Test
    void aDryRunSaysWhoWouldHaveToApproveAndAsksNobody() {
        var fussy = user("fay", Role.ENGINEER, "fussy").contentType(ContentType.JSON);

        fussy.body(Map.of("name", name, "type", "t1.micro", "template", "debian-12"))
                .queryParam("dryRun", "true")
                .post("/api/v1/vms")
                .then()
                .statusCode(200)
                .body("operations[0].steps[0].name", is("await-approval"))
                .body(
                        "operations[0].steps[0].description",
                        is("Wait for approval by another user with the role engineer in team leads"
                                + " (no lease is longer than 1 h)"));
        user("fay", Role.ENGINEER, "fussy").get("/api/v1/approvals").then().body("items.size()", is(0));
    }

    @Test
    void theTeamOfWhoDecidesCountsAndShortLeasesNeedNobody() throws SQLException {
        String free = create(user("fay", Role.ENGINEER, "fussy"), name + "-free", 1, "30m")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        awaitState(free, "SUCCEEDED");
        String creation = create(user("fay", Role.ENGINEER, "fussy"), name, 1, "2h")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        awaitWaiting(creation);
        String approval =
                user("lea", Role.ENGINEER, "leads").get("/api/v1/approvals").path("items[0].id");

        decide(olga(), approval, "approve")
                .statusCode(403)
                .body("detail", containsString("engineer in team leads; olga has the role operator in team ops"));
        execute("update vm set created_at = created_at - interval '1 hour',"
                + " lease_until = lease_until - interval '1 hour' where name = '" + name + "'");
        decide(user("lea", Role.ENGINEER, "leads"), approval, "approve").statusCode(200);

        awaitState(creation, "SUCCEEDED");
        Instant until = Instant.parse(olga().get("/api/v1/vms?name=" + name).path("items[0].leaseUntil"));
        assertThat(until)
                .as("a lease of two hours, after an hour of waiting")
                .isAfter(Instant.now().plus(Duration.ofMinutes(115)));
    }

    @Test
    void whatCannotWaitForAnApprovalIsRefusedUnlessWhoDecidesAsksForIt() {
        String creation =
                create(fay(), name, 1, "30m").then().statusCode(202).extract().path("id");
        awaitState(creation, "SUCCEEDED");
        String vm = fay().get("/api/v1/vms?name=" + name).path("items[0].id");

        change(fay(), vm, "extend", "{\"by\": \"1h\"}")
                .statusCode(403)
                .body("detail", containsString("a lease of 90 min is longer than 1 h"))
                .body("detail", containsString("a decision by another user with the role engineer in team leads"));
        done(change(fay(), vm, "extend", "{\"by\": \"10m\"}"));
        done(change(olga(), vm, "extend", "{\"by\": \"5h\"}"));
        done(change(fay(), vm, "stop", "{\"force\": true}"));
        change(fay(), vm, "resize", "{\"type\": \"highcpu.medium\"}")
                .statusCode(403)
                .body("detail", containsString("2 VCPUs are more than 1"));
        done(change(olga(), vm, "resize", "{\"type\": \"highcpu.medium\"}"));
        done(change(fay(), vm, "resize", "{\"type\": \"t1.micro\"}"));
        fay().contentType("application/octet-stream")
                .body(new byte[10])
                .post("/api/v1/vms/import?name=" + name + "-in")
                .then()
                .statusCode(403)
                .body("detail", containsString("no lease is longer than 1 h"));
    }

    private static ValidatableResponse change(RequestSpecification who, String vm, String verb, String body) {
        return who.contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/vms/" + vm + "/" + verb)
                .then();
    }

    private static void done(ValidatableResponse accepted) {
        awaitState(accepted.statusCode(202).extract().path("id"), "SUCCEEDED");
    }

    private static RequestSpecification fay() {
        return user("fay", Role.ENGINEER, "fussy");
    }

    @Test
    void nobodyFillsTheListForOthers() throws SQLException {
        insertWaiting(500, "expired", "now() - interval '1 hour'");
        insertWaiting(20, "fay", "now() + interval '1 hour'");
        try {
            create(fay(), name, 1, "2h")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", is("300"))
                    .body("detail", containsString("20 requests of fay wait for an approval already"));
            olga().get("/api/v1/approvals").then().body("items.findAll { it.requester == 'fay' }.size()", is(20));
            fay().get("/api/v1/approvals").then().body("items.size()", is(20));
            user("lea", Role.ENGINEER, "leads").get("/api/v1/approvals").then().body("items.size()", is(0));
        } finally {
            execute("delete from approval where summary = 'of a test'");
        }
    }

    private void insertWaiting(int number, String requester, String until) throws SQLException {
        execute("""
                insert into approval (id, request_id, summary, reasons, requester, team, by_role, requested_at,
                    expires_at, state)
                select gen_random_uuid(), gen_random_uuid(), 'of a test', 'many', '%s', '', 'OPERATOR',
                    now() - interval '2 hours', %s, 'WAITING' from generate_series(1, %d)
                """.formatted(requester, until, number));
    }

    @Test
    void whatTheQuotaDoesNotAllowCanBeApproved() {
        String creation = create(user("carl", Role.ENGINEER, "careful"), name, 4, "1h")
                .then()
                .statusCode(202)
                .extract()
                .path("operations[0].id");
        awaitWaiting(creation);
        String approval = approval();
        olga().get("/api/v1/approvals")
                .then()
                .body(
                        "items.find { it.id == '%s' }.reasons".formatted(approval),
                        containsString("Team careful may have 3 VMs"));

        decide(olga(), approval, "approve").statusCode(200);

        awaitState(creation, "SUCCEEDED");
        for (int number = 1; number <= 4; number++) {
            delete(name + "-" + number);
        }
    }

    /** Of carl's two VMs. */
    private RequestSpecification carl() {
        var body = new HashMap<String, Object>(
                Map.of("name", name, "type", "t1.micro", "template", "debian-12", "count", 2));
        return user("carl", Role.ENGINEER, "careful")
                .contentType(ContentType.JSON)
                .body(body);
    }

    private static Response create(RequestSpecification who, String name, int count, String lease) {
        return who.contentType(ContentType.JSON)
                .body(Map.of("name", name, "type", "t1.micro", "template", "debian-12", "count", count, "lease", lease))
                .post("/api/v1/vms");
    }

    /** The one for this test's VMs. */
    private String approval() {
        return olga().get("/api/v1/approvals").path("items.find { it.summary.contains('%s') }.id".formatted(name));
    }

    private static ValidatableResponse decide(RequestSpecification who, String approval, String verb) {
        return who.contentType(ContentType.JSON)
                .body("{\"reason\": \"we shall see\"}")
                .post("/api/v1/approvals/" + approval + "/" + verb)
                .then();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void awaitWaiting(String operation) {
        await().atMost(PATIENCE).untilAsserted(() -> olga().get("/api/v1/operations/" + operation)
                .then()
                .body("state", is("RUNNING"))
                .body("message", containsString("Waits for approval by another user with the role")));
    }

    private static Response awaitState(String operation, String state) {
        return await().atMost(PATIENCE)
                .until(
                        () -> olga().get("/api/v1/operations/" + operation),
                        answer -> state.equals(answer.path("state")));
    }

    private static void delete(String vm) {
        String id = await().atMost(PATIENCE)
                .until(() -> olga().get("/api/v1/vms?name=" + vm).path("items[0].id"), found -> found != null);
        String deletion = olga().delete("/api/v1/vms/" + id)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        awaitState(deletion, "SUCCEEDED");
    }

    private static RequestSpecification olga() {
        return user("olga", Role.OPERATOR, "ops");
    }

    private static RequestSpecification user(String name, Role role, String team) {
        return given().auth().oauth2(TestTokens.of(name, role, team));
    }
}
