package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.inventory.Inventory;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@TestProfile(UnreachablePoolTest.NobodyThere.class)
class UnreachablePoolTest {

    /** A pool where nothing listens. */
    public static final class NobodyThere implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "vmc.xen.pools[0].name", "away",
                    "vmc.xen.pools[0].url", "http://127.0.0.1:1",
                    "vmc.xen.pools[0].password", "lab");
        }
    }

    @Inject
    Inventory inventory;

    @Test
    void refusesNewWorkAndSaysWhenToComeBack() {
        await().until(() ->
                String.valueOf(inventory.pool("away").orElseThrow().trouble()).contains("no answer"));
        var token = TestTokens.of("ana", Role.ENGINEER, "compilers");

        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"lost-1\", \"type\": \"t1.micro\", \"template\": \"debian-12\"}")
                .post("/api/v1/vms")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", is("/problems/pool-unreachable"))
                .body("detail", containsString("away"));
        given().auth().oauth2(token).get("/api/v1/vms").then().statusCode(200).body("items", hasSize(0));
        given().auth()
                .oauth2(token)
                .get("/api/v1/pools")
                .then()
                .body("items[0].reachable", is(false))
                .body("items[0].trouble", containsString("no answer"));
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void stillNamesWrongFields() {
        given().auth()
                .oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"))
                .contentType(ContentType.JSON)
                .body("{\"name\": \"?\", \"type\": \"huge\"}")
                .post("/api/v1/vms")
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("name", "type", "template"));
    }
}
