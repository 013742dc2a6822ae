package org.vmc.vm.pools;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

/** Hosts beside the lab's pool, looked at before they join it. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class PreflightOverHttpTest {

    @Inject
    Inventory inventory;

    @BeforeEach
    void hearThePool() {
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @Test
    void aHostThatFitsHasNothingAgainstIt() {
        preflight(Map.of("candidate", "s1"))
                .statusCode(200)
                .body("verdict", is("OK"))
                .body("summary", is("s1 can join pool lab."))
                .body("checks.result", everyItem(is("OK")))
                .body(
                        "checks.name",
                        hasItems("virtualization", "cpu-vendor", "cpu-features", "version", "clock", "pool-size"))
                .body("checks.find { it.name == 'virtualization' }.found", containsString("vmx"))
                .body("checks.find { it.name == 'pool-size' }.found", containsString("4 of at most 64"));
    }

    @Test
    void anotherVendorBlocksAndMissingFlagsAreNamed() {
        preflight(Map.of("candidate", "s2"))
                .body("verdict", is("BLOCKING"))
                .body("summary", is("s2 cannot join pool lab: cpu-vendor."))
                .body("checks.find { it.name == 'cpu-vendor' }.found", containsString("the pool has GenuineIntel"))
                .body("checks.find { it.name == 'cpu-features' }.result", is("WARNING"))
                .body("checks.find { it.name == 'cpu-features' }.found", containsString("It lacks vmx"));
    }

    @Test
    void anotherVersionBlocks() {
        preflight(Map.of("candidate", "s3"))
                .body("verdict", is("BLOCKING"))
                .body("checks.find { it.name == 'version' }.found", containsString("8.2.1"))
                .body("checks.find { it.name == 'version' }.remedy", containsString("version of the other"));
    }

    @Test
    void aClockThatDiffersIsToldOfBeforeItHarms() {
        try (LabClient lab = LabClient.connected()) {
            lab.skewClock("h1", 60);
            preflight(Map.of("candidate", "s1"))
                    .body("verdict", is("WARNING"))
                    .body("checks.find { it.name == 'clock' }.found", containsString("s behind"));
            lab.skewClock("h1", -600);
            preflight(Map.of("candidate", "s1"))
                    .body("verdict", is("BLOCKING"))
                    .body("checks.find { it.name == 'clock' }.found", containsString("s before"));
        } finally {
            try (LabClient lab = LabClient.connected()) {
                lab.clearFaults();
            }
        }
    }

    @Test
    void aPoolDoesNotJoinItself() {
        preflight(Map.of("candidate", "lab"))
                .body("verdict", is("BLOCKING"))
                .body("checks.find { it.name == 'alone' }.found", containsString("in this pool already"));
    }

    @Test
    void anAddressIsTrustedByItsFingerprintAlone() {
        String url = config(LabPool.TLS_URL);
        String fingerprint = config(LabPool.FINGERPRINT);

        preflight(Map.of("url", url, "password", "lab", "fingerprint", fingerprint))
                .body("verdict", is("OK"))
                .body("candidate", is("s1"));
        preflight(Map.of("url", url, "password", "lab"))
                .body("verdict", is("BLOCKING"))
                .body("checks", hasSize(1))
                .body("checks[0].found", containsString("fingerprint is " + fingerprint));
    }

    @Test
    void aHostThatCannotBeAskedIsAFinding() {
        preflight(Map.of("url", "http://127.0.0.1:1", "password", "secret-word"))
                .statusCode(200)
                .body("verdict", is("BLOCKING"))
                .body("checks[0].found", containsString("no answer"))
                .body("checks[0].found", not(containsString("secret-word")));
        String url = ConfigProvider.getConfig().getValue("vmc.xen.candidates[0].url", String.class);
        preflight(Map.of("url", url, "password", "wrong"))
                .body("checks[0].found", containsString("SESSION_AUTHENTICATION_FAILED"));
    }

    @Test
    void wrongFieldsAreNamed() {
        preflight(Map.of()).statusCode(422).body("errors[0].field", is("candidate"));
        preflight(Map.of("candidate", "nobody"))
                .statusCode(422)
                .body("errors[0].message", containsString("s1, s2, s3, lab"));
        preflight(Map.of("candidate", "s1", "url", "http://h")).statusCode(422).body("errors[0].field", is("url"));
        preflight(Map.of("url", "file:///etc/passwd"))
                .statusCode(422)
                .body("errors.field", hasItems("url", "password"));
        preflight(Map.of("url", "http://a@h/x", "password", "x"))
                .statusCode(422)
                .body("errors[0].field", is("url"));
        preflight(Map.of("url", "https://h", "password", "x", "fingerprint", "1"))
                .statusCode(422)
                .body("errors[0].field", is("fingerprint"));
        post("none", Map.of("candidate", "s1"), Role.OPERATOR).statusCode(404);
    }

    @Test
    void onlyOperatorsLook() {
        post("lab", Map.of("candidate", "s1"), Role.ENGINEER).statusCode(403);
        given().auth()
                .oauth2(TestTokens.of("olga", Role.OPERATOR, "others"))
                .get("/api/v1/pools/candidates")
                .then()
                .statusCode(200)
                .body("items.name", is(java.util.List.of("s1", "s2", "s3", "lab")));
    }

    private static ValidatableResponse preflight(Map<String, String> body) {
        return post("lab", body, Role.OPERATOR);
    }

    private static ValidatableResponse post(String pool, Map<String, String> body, Role role) {
        return given().auth()
                .oauth2(TestTokens.of("olga", role, "others"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/pools/" + pool + "/preflight")
                .then();
    }

    private static String config(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
