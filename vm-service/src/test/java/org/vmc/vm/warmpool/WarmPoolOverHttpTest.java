package org.vmc.vm.warmpool;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
class WarmPoolOverHttpTest {

    /** Of no other test, which would take what is kept ready. */
    private static final String TEMPLATE = "file-server";

    private static final String OPERATOR = TestTokens.of("olga", Role.OPERATOR, "others");
    private static final String ENGINEER = TestTokens.of("ana", Role.ENGINEER, "warmers");

    @Inject
    Inventory inventory;

    @Inject
    WarmPool warmPool;

    @BeforeEach
    void hearThePool() {
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @Test
    void keepsVmsReadyHandsThemOverAndTakesThemAway() {
        set(Map.of("type", "t1.micro", "size", 2)).statusCode(202);
        soon(() -> kept().contains(2));
        warmPool.look();
        warmPool.look();
        soon(() -> ready() == 2);
        List<String> uuids = warmUuids();
        given().auth().oauth2(ENGINEER).get("/api/v1/quotas").then().body("items[0].vms.used", is(0));

        String operation = create("warmed-" + System.nanoTime());

        assertThat(uuids).contains(uuidOf(operation));
        warmPool.look();
        soon(() -> ready() == 2);
        String silent = warm().getFirst().uuid();
        silence(warm().getFirst().name());
        soon(() -> ready() == 1);
        warmPool.look();
        warmPool.look(Instant.now().plus(Duration.ofMinutes(6)));
        // One that is of no use is replaced too.
        soon(() -> ready() == 2 && !warmUuids().contains(silent));
        List<String> before = warmUuids();
        warmPool.look(Instant.now().plus(Duration.ofDays(8)));
        // Old ones are replaced.
        soon(() -> ready() == 2 && Collections.disjoint(warmUuids(), before));
        set(Map.of("type", "t1.micro", "size", 0)).statusCode(202);
        soon(() -> kept().isEmpty());
        warmPool.look();
        soon(() -> warmUuids().isEmpty());
    }

    @Test
    void wrongFieldsAreNamed() {
        set(Map.of()).statusCode(422).body("errors.field", hasItems("type", "size"));
        set(Map.of("type", "t1.micro", "size", 21)).statusCode(422).body("errors[0].field", is("size"));
        set(Map.of("type", "t1.micro", "size", 1, "pool", "none"))
                .statusCode(422)
                .body("errors[0].field", is("pool"));
        given().auth()
                .oauth2(OPERATOR)
                .contentType(ContentType.JSON)
                .body(Map.of("type", "t1.micro", "size", 1))
                .put("/api/v1/warm-pool/none")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("template"));
        given().auth()
                .oauth2(ENGINEER)
                .contentType(ContentType.JSON)
                .body(Map.of("type", "t1.micro", "size", 1))
                .put("/api/v1/warm-pool/" + TEMPLATE)
                .then()
                .statusCode(403);
        assertThat(kept()).isEmpty();
    }

    @Test
    void pinsTheDefaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(WarmPoolConfig.class)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(WarmPoolConfig.class);

        assertThat(config.sizeAtMost()).isEqualTo(20);
        assertThat(config.ageAtMost()).isEqualTo(Duration.ofDays(7));
        assertThat(config.checkEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.tryAgainAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    private static ValidatableResponse set(Map<String, ?> body) {
        return given().auth()
                .oauth2(OPERATOR)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/warm-pool/" + TEMPLATE)
                .then();
    }

    private static List<Integer> kept() {
        return given().auth().oauth2(ENGINEER).get("/api/v1/warm-pool").path("items.size");
    }

    private static int ready() {
        List<Integer> ready =
                given().auth().oauth2(ENGINEER).get("/api/v1/warm-pool").path("items.ready");
        return ready.stream().mapToInt(Integer::intValue).sum();
    }

    /** The pool's uuids of the VMs that are kept ready. */
    private static List<String> warmUuids() {
        return warm().stream().map(XenVm::uuid).toList();
    }

    private static List<XenVm> warm() {
        try (LabClient lab = LabClient.connected()) {
            return lab.vms().stream()
                    .filter(vm -> "warm-pool".equals(vm.otherConfig().get("vmc:owner")))
                    .toList();
        }
    }

    private static void silence(String vm) {
        try (LabClient lab = LabClient.connected()) {
            lab.silence(vm);
        }
    }

    private static String uuidOf(String operation) {
        try (LabClient lab = LabClient.connected()) {
            return lab.vms().stream()
                    .filter(vm -> operation.equals(vm.otherConfig().get("vmc:operation")))
                    .findFirst()
                    .orElseThrow()
                    .uuid();
        }
    }

    private static String create(String name) {
        String id = given().auth()
                .oauth2(ENGINEER)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "type", "t1.micro", "template", TEMPLATE))
                .post("/api/v1/vms")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        soon(() -> Set.of("SUCCEEDED", "FAILED").contains(state(id)));
        assertThat(state(id)).isEqualTo("SUCCEEDED");
        return id;
    }

    private static String state(String operation) {
        return given().auth()
                .oauth2(ENGINEER)
                .get("/api/v1/operations/" + operation)
                .path("state");
    }

    private static void soon(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
