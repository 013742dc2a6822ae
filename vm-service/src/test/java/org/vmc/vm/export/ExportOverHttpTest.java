package org.vmc.vm.export;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
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

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class ExportOverHttpTest {

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
        lab.close();
    }

    @Test
    void givesEachToolARunningVmInItsFormat() {
        String name = "export-run";
        String operation = as("ana", Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "type", "t1.micro", "template", "debian-12"))
                .post("/api/v1/vms")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(PATIENCE).until(() -> as("ana", Role.VIEWER)
                .get("/api/v1/operations/" + operation)
                .<String>path("state")
                .equals("SUCCEEDED"));
        String address = viewer().get("/api/v1/vms?name=" + name).path("items[0].address");

        viewer().get("/api/v1/inventory/ansible")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("pool_lab.hosts", hasItem(name))
                .body("state_running.hosts", hasItem(name))
                .body("type_t1_micro.hosts", hasItem(name))
                .body("owner_ana.hosts", hasItem(name))
                .body("_meta.hostvars['" + name + "'].ansible_host", is(address))
                .body("_meta.hostvars['" + name + "'].vmc_template", is("debian-12"));
        viewer().get("/api/v1/inventory/prometheus?port=9256")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("targets.flatten()", hasItem(address + ":9256"))
                .body("labels.__meta_vmc_name", hasItem(name));
        String csv = viewer().get("/api/v1/inventory/csv")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=utf-8"))
                .extract()
                .asString();
        assertThat(csv.lines().filter(line -> line.startsWith(name + ",")))
                .singleElement()
                .asString()
                .contains(",RUNNING,true,lab,", "," + address + ",t1.micro,debian-12,1,613,ana,compilers");
    }

    @Test
    void showsOnlyWhatIsAskedFor() {
        var template = lab.pool().vms().byName("debian-12").getFirst();
        lab.pool().vms().provision(lab.pool().vms().cloneAs(template.ref(), "export-halted"));
        await().atMost(PATIENCE).untilAsserted(() -> viewer().get("/api/v1/inventory/ansible?pool=lab&state=halted")
                .then()
                .body("all.hosts", hasItem("export-halted"))
                .body("state_running", nullValue()));

        viewer().get("/api/v1/inventory/ansible?owner=nobody")
                .then()
                .statusCode(200)
                .body("all.hosts", hasSize(0));
        viewer().get("/api/v1/inventory/ansible?team=compilers")
                .then()
                .body("all.hosts", not(hasItem("export-halted")));
        viewer().get("/api/v1/inventory/prometheus?state=HALTED")
                .then()
                .statusCode(200)
                .body("$", equalTo(List.of()));
        assertThat(viewer().get("/api/v1/inventory/csv?owner=&team=&pool=&state=")
                        .asString())
                .contains("export-halted");
    }

    @ParameterizedTest
    @CsvSource({
        "ansible?pool=nowhere, pool",
        "ansible?state=asleep, state",
        "csv?state=1, state",
        "prometheus?port=0, port",
        "prometheus?port=x, port",
        "prometheus?pool=lab2, pool"
    })
    void namesTheWrongParameter(String query, String field) {
        viewer().get("/api/v1/inventory/" + query)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", equalTo(List.of(field)));
    }

    private static RequestSpecification viewer() {
        return as("vera", Role.VIEWER);
    }

    private static RequestSpecification as(String user, Role role) {
        return given().auth().oauth2(TestTokens.of(user, role, "compilers"));
    }
}
