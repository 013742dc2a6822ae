package org.vmc.vm.plans;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.HostRef;

/** A host emptied and opened again, and a pool rebalanced, as an operator sees it. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class PlansOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void openTheHost() {
        lab.clearFaults();
        succeeds(olga().post("/api/v1/hosts/h3/enable"));
        lab.close();
    }

    @Test
    void emptiesAHostAlthoughAMoveIsRefusedAndKeepsNewVmsAway() {
        created("plan-a", Map.of("host", "h3"));
        created("plan-b", Map.of("host", "h3"));
        var template = lab.pool().vms().byName("debian-12").getFirst();
        var stranger = lab.pool().vms().cloneAs(template.ref(), "plan-stranger");
        lab.pool().vms().provision(stranger);
        lab.pool().vms().startOn(stranger, host("h3"));
        await().until(() ->
                plan("/hosts/h3/evacuate").path("moves.vm").toString().contains("plan-stranger"));

        plan("/hosts/h3/evacuate")
                .then()
                .body("operations.kind", is(List.of("EvacuateHost")))
                .body("moves.vm", hasItems("plan-a", "plan-b", "plan-stranger"))
                .body("moves.from", everyItem(is("h3")))
                .body("moves.to", everyItem(not("h3")))
                .body("moves.why", everyItem(containsString("h3 is to be empty")))
                .body("before.homelessIfLost", is(0));
        assertThat(lab.named("plan-a").getFirst().residentOn()).isEqualTo(host("h3"));

        lab.refuse("Async.VM.pool_migrate", "VM_MISSING_PV_DRIVERS", "vm");
        var ended = succeeds(olga().post("/api/v1/hosts/h3/evacuate"));

        assertThat(ended.<Map<String, String>>path("result").toString()).contains("VM_MISSING_PV_DRIVERS");
        assertThat(ended.<Map<String, String>>path("result").entrySet())
                .filteredOn(entry -> entry.getKey().startsWith("moved "))
                .extracting(entry -> entry.getValue().replaceAll(" to h.", ""))
                .contains("plan-a", "plan-b", "plan-stranger");
        for (String name : List.of("plan-a", "plan-b", "plan-stranger")) {
            assertThat(lab.named(name)).singleElement().satisfies(vm -> {
                assertThat(vm.running()).isTrue();
                assertThat(vm.residentOn()).isNotEqualTo(host("h3"));
            });
        }
        olga().get("/api/v1/hosts")
                .then()
                .body("items.find { it.name == 'h3' }.enabled", is(false))
                .body("items.find { it.name == 'h3' }.vms", is(0));
        wanting(ana(), "plan-c", Map.of())
                .post("/api/v1/vms?dryRun=true")
                .then()
                .body("placements[0].verdicts.reason", hasItem("is in maintenance"));

        succeeds(olga().post("/api/v1/hosts/h3/enable"));
        olga().get("/api/v1/hosts").then().body("items.find { it.name == 'h3' }.enabled", is(true));
        created("plan-c", Map.of("host", "h3"));
    }

    @Test
    void rebalancesAPool() {
        for (int i = 0; i < 4; i++) {
            created("even-" + i, Map.of("host", "h3", "role", "compilation"));
        }

        var plan = plan("/pools/lab/rebalance");
        plan.then().body("moves", hasSize(greaterThan(0))).body("stuck", hasSize(0));
        plan.then().body("after.overlap", lessThan(plan.<Integer>path("before.overlap")));
        var ended = succeeds(olga().post("/api/v1/pools/lab/rebalance"));

        assertThat(ended.<String>path("result.summary"))
                .endsWith("VMs were moved.")
                .doesNotStartWith("0 of");
        assertThat(List.of(0, 1, 2, 3)).anyMatch(i -> !host("h3")
                .equals(lab.named("even-" + i).getFirst().residentOn()));
    }

    @Test
    void keepsVmsApartWhenAskedTo() {
        wanting(ana(), "apart", Map.of("apart", true, "count", 5))
                .post("/api/v1/vms?dryRun=true")
                .then()
                .body("placements.host[4]", is(""))
                .body(
                        "placements[4].verdicts.reason",
                        everyItem(is("has one of the group already, which must be kept apart")));
        wanting(ana(), "apart", Map.of("placement", "heap"))
                .post("/api/v1/vms")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("placement"))
                .body("errors[0].message", is("must be spread or pack"));
    }

    @Test
    void knowsNoOtherHostsAndPools() {
        olga().post("/api/v1/hosts/h9/evacuate").then().statusCode(404);
        olga().post("/api/v1/hosts/h9/enable").then().statusCode(404);
        olga().post("/api/v1/pools/none/rebalance").then().statusCode(404);
    }

    private HostRef host(String name) {
        return inventory.pool("lab").orElseThrow().hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ref();
    }

    private static Response plan(String path) {
        var answer = olga().queryParam("dryRun", "true").post("/api/v1" + path);
        answer.then().statusCode(200);
        return answer;
    }

    private static void created(String name, Map<String, Object> more) {
        succeeds(wanting(ana(), name, more).post("/api/v1/vms"));
    }

    private static RequestSpecification wanting(RequestSpecification who, String name, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("name", name, "type", "t1.micro", "template", "debian-12"));
        body.putAll(more);
        return who.contentType(ContentType.JSON).body(body);
    }

    private static Response succeeds(Response accepted) {
        String operation = accepted.then().statusCode(202).extract().path("id");
        var ended = await().atMost(PATIENCE)
                .until(() -> olga().get("/api/v1/operations/" + operation), answer -> List.of(
                                "SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED")
                        .contains(answer.<String>path("state")));
        ended.then().body("state", is("SUCCEEDED"));
        return ended;
    }

    private static RequestSpecification ana() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }

    private static RequestSpecification olga() {
        return given().auth().oauth2(TestTokens.of("olga", Role.OPERATOR, "ops"));
    }
}
