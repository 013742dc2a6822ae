package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

/** A team that may have 3 VMs, 2 VCPUs and 1 snapshot. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class QuotaOverHttpTest {

    @Inject
    Inventory inventory;

    @BeforeEach
    void awaitPool() {
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @Test
    void aHaltedVmFreesItsVcpusAndNobodyStartsMoreThanThereIs() {
        create("frugal-1", 2).then().statusCode(202);
        var over = create("frugal-9", 1);
        over.then()
                .statusCode(409)
                .body("type", is("/problems/quota-exceeded"))
                .body(
                        "detail",
                        containsString(
                                "Team frugal may have 2 VCPUs, has 2 and asks for 1: 1 too many, stop or delete"));
        frugal().get("/api/v1/vms?name=frugal-9").then().body("items.size()", is(0));
        String first = ready("frugal-1");
        String second = ready("frugal-2");

        succeeds(post(first, "/stop", "{\"force\": true}"));
        create("frugal-3", 1).then().statusCode(202);
        ready("frugal-3");
        post(first, "/start", "{}").then().statusCode(409).body("type", is("/problems/quota-exceeded"));
        create("frugal-4", 1).then().statusCode(409).body("detail", containsString("3 VMs, has 3 and asks for 1"));

        Response one = post(second, "/snapshots", "{\"name\": \"one\"}");
        post(second, "/snapshots", "{\"name\": \"at-once\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("1 snapshots, has 1"));
        succeeds(one);
        await().untilAsserted(() -> frugal().get("/api/v1/quotas")
                .then()
                .body("items[0].snapshots.used", is(1))
                .body("items[0].vcpus.used", is(2))
                .body("items[0].vcpus.limit", is(2)));
        post(second, "/snapshots", "{\"name\": \"two\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("1 snapshots, has 1"));
    }

    @Test
    void operatorsSeeEveryTeamAndOthersTheirOwn() {
        given().auth()
                .oauth2(TestTokens.of("olga", Role.OPERATOR, "ops"))
                .get("/api/v1/quotas")
                .then()
                .body("items.team", hasItem("frugal"))
                .body("items.team", hasItem("ops"));
        given().auth()
                .oauth2(TestTokens.of("vera", Role.VIEWER, "others"))
                .get("/api/v1/quotas")
                .then()
                .body("items.team", not(hasItem("frugal")));
    }

    private static Response create(String name, int count) {
        return frugal().contentType(ContentType.JSON)
                .body(Map.of("name", name, "type", "t1.micro", "template", "debian-12", "count", count))
                .post("/api/v1/vms");
    }

    private static String ready(String name) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> frugal().get("/api/v1/vms?name=" + name),
                        answer -> Boolean.TRUE.equals(answer.path("items[0].ready"))
                                && answer.path("items[0].readyAt") != null)
                .path("items[0].id");
    }

    private static Response post(String id, String path, String body) {
        return frugal().contentType(ContentType.JSON).body(body).post("/api/v1/vms/" + id + path);
    }

    private static void succeeds(Response accepted) {
        String operation = accepted.then().statusCode(202).extract().path("id");
        var ended = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> frugal().get("/api/v1/operations/" + operation).<String>path("state"),
                        state -> !state.equals("PENDING") && !state.equals("RUNNING"));
        assertThat(ended).isEqualTo("SUCCEEDED");
    }

    private static RequestSpecification frugal() {
        return given().auth().oauth2(TestTokens.of("fred", Role.ENGINEER, "frugal"));
    }
}
