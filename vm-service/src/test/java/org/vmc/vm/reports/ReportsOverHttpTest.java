package org.vmc.vm.reports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;
import org.vmc.vm.LabStorage;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class ReportsOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Inventory inventory;

    @Inject
    Replicas replicas;

    @Inject
    EntityManager entities;

    private LabStorage storage;

    @BeforeEach
    void connect() {
        storage = LabStorage.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        storage.close();
    }

    @Test
    void findsTheCoordinatorThatNothingReplaces() {
        // One that an earlier test has started is counted for a minute.
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("delete from replica").executeUpdate());
        as("vera", Role.VIEWER)
                .get("/api/v1/reports/spof")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("summary", containsString("in pool lab: CRITICAL 0"))
                .body("pools[0].name", is("lab"))
                .body("pools[0].reachable", is(true))
                .body("findings.kind", hasItem("HA_OFF"))
                .body("findings.find { it.kind == 'HA_OFF' }.subject", is("host h1"))
                .body("findings.find { it.kind == 'HA_OFF' }.severity", is("WARNING"))
                .body("findings.find { it.kind == 'HA_OFF' }.remedy", containsString("xe pool-ha-enable"))
                .body("findings.kind", hasItems("SERVICE_ALONE", "DATABASE_ALONE", "BROKER_ALONE"));
        replicas.beat(UUID.randomUUID());
        as("vera", Role.VIEWER).get("/api/v1/reports/spof").then().body("findings.kind", not(hasItem("SERVICE_ALONE")));
    }

    @Test
    void findsSharedStorageThatAHostHasLost() {
        String sr = storage.add("spof-nfs", "nfs", 100, true);
        try {
            storage.unplug(sr, "h3");

            await().atMost(PATIENCE).untilAsserted(() -> as("vera", Role.VIEWER)
                    .get("/api/v1/reports/spof")
                    .then()
                    .body(
                            "findings.findAll { it.kind == 'STORAGE_NOT_EVERYWHERE' }.reason",
                            contains(containsString("spof-nfs is shared, but h3 cannot reach it"))));
        } finally {
            storage.forget(sr);
        }
    }

    @Test
    void addsUpWhatIsPromisedAndUsed() {
        String operation = as("ursula", Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "use-1", "type", "t1.micro", "template", "debian-12"))
                .post("/api/v1/vms")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(PATIENCE).until(() -> as("ursula", Role.VIEWER)
                .get("/api/v1/operations/" + operation)
                .<String>path("state")
                .equals("SUCCEEDED"));

        as("vera", Role.VIEWER)
                .get("/api/v1/reports/utilisation")
                .then()
                .statusCode(200)
                .body("pools", hasSize(1))
                .body("pools[0].cpus", is(16))
                .body("pools[0].memoryMib", is(4 * 262_144))
                .body("pools[0].vcpusRunning", greaterThanOrEqualTo(1))
                .body("pools[0].memoryClaimedMib", greaterThanOrEqualTo(613))
                .body("pools[0].vms.RUNNING", greaterThanOrEqualTo(1))
                .body("pools[0].hosts.name", equalTo(List.of("h1", "h2", "h3", "h4")))
                .body("pools[0].storage.name", hasItem("Shared storage"))
                .body("owners.find { it.name == 'ursula' }.running", is(1))
                .body("owners.find { it.name == 'ursula' }.memoryRunningMib", is(613))
                .body("teams.name", hasItem("planners"));
    }

    @Test
    void drawsTheReport() {
        String svg = as("vera", Role.VIEWER)
                .get("/api/v1/reports/utilisation.svg")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .header("Content-Security-Policy", is("default-src 'none'"))
                .extract()
                .asString();

        assertThat(svg).contains("<svg", "Pool lab", "h4, memory", "Shared storage, promised");
    }

    private static RequestSpecification as(String user, Role role) {
        return given().auth().oauth2(TestTokens.of(user, role, "planners"));
    }
}
