package org.vmc.vm.autostart;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.host.AutostartFinished;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.OperationState;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.PublishedFacts;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.vms.KitVms;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class AutostartOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PLAN = "/api/v1/autostart/lab";

    @Inject
    HostWatch watch;

    @Inject
    Operations operations;

    @Inject
    Inventory inventory;

    @Inject
    KitVms kitVms;

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
        awaitHosts(4);
        watch.watch();
    }

    @AfterEach
    void forgetThePlan() {
        lab.clearFaults();
        succeeds(put("{\"entries\": []}"));
    }

    @Test
    void whoMakesAPlanFromOneThatIsReplacedMeanwhileIsRefused() {
        String one = kitVms.nameOf(kitVms.aHalted("one"));
        String two = kitVms.nameOf(kitVms.aHalted("two"));
        String seen = version();

        // Both are accepted when the first is not done yet; then the second fails.
        Response first = put("{\"entries\": [%s], \"version\": \"%s\"}".formatted(entry(one), seen));
        Response second = put("{\"entries\": [%s], \"version\": \"%s\"}".formatted(entry(two), seen));
        succeeds(first);
        if (second.statusCode() == 202) {
            assertThat(ended(UUID.fromString(second.path("id"))).state()).isEqualTo(OperationState.FAILED);
        }
        put("{\"entries\": [%s], \"version\": \"%s\"}".formatted(entry(two), seen))
                .then()
                .statusCode(409)
                .body("detail", containsString("Somebody has changed"));

        viewer().get(PLAN).then().body("entries.vm", equalTo(List.of(one)));
        succeeds(put("{\"entries\": [%s, %s], \"version\": \"%s\"}".formatted(entry(one), entry(two), version())));
    }

    private static String version() {
        return viewer().get(PLAN).path("version");
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        String one = kitVms.nameOf(kitVms.aHalted("one"));
        String two = kitVms.nameOf(kitVms.aHalted("two"));

        refused("{}", "entries");
        refused("{\"entries\": [{}, {\"vm\": \"never\"}]}", "entries[0].vm", "entries[1].vm");
        refused("{\"entries\": [%s, %s]}".formatted(entry(one), entry(one)), "entries[1].vm");
        refused("{\"entries\": [%s]}".formatted(entry(one, "never")), "entries[0].after[0]");
        refused("{\"entries\": [%s]}".formatted(entry(one, one)), "entries[0].after[0]");
        put("{\"entries\": [%s, %s]}".formatted(entry(one, two), entry(two, one)))
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("entries[0].after")))
                .body(
                        "errors[0].message",
                        is("must not lead back to where it began: %s needs %s needs %s".formatted(one, two, one)));
        operator().get("/api/v1/autostart/never").then().statusCode(404);
        operator().get(PLAN).then().statusCode(200).body("entries", empty());
        operator()
                .post(PLAN + "/run")
                .then()
                .statusCode(409)
                .body("detail", containsString("Pool lab has no autostart plan"));
    }

    @Test
    void startsInOrderTellsOfWhatFailedAndLeavesOutWhatNeedsIt() {
        UUID db = kitVms.aHalted("db");
        UUID web = kitVms.aHalted("web");
        UUID runs = kitVms.aReady("runs");
        UUID asleep = kitVms.aReady("asleep");
        UUID client = kitVms.aHalted("client");
        succeeds(operator().post("/api/v1/vms/" + asleep + "/suspend"));
        String body = "{\"entries\": [%s, %s, %s, %s, %s]}"
                .formatted(
                        entry(name(web), name(db), name(runs)),
                        entry(name(db)),
                        entry(name(runs)),
                        entry(asleep.toString()),
                        entry(name(client), name(asleep)));
        operator()
                .contentType(ContentType.JSON)
                .body(body)
                .put(PLAN + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations[0].steps[0].description", startsWith("Start by itself in pool lab: " + name(db)));

        succeeds(put(body));

        viewer().get(PLAN)
                .then()
                .body("entries.vm", equalTo(List.of(name(db), name(runs), name(asleep), name(web), name(client))))
                .body("entries.wave", equalTo(List.of(1, 1, 1, 2, 2)))
                .body("entries[3].after", equalTo(List.of(name(db), name(runs))))
                .body("changedBy", is("olga"));
        operator()
                .post(PLAN + "/run?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations[0].steps.name", equalTo(List.of("wave-1", "wave-2")))
                .body("operations[0].steps[1].description", containsString(name(web) + ", " + name(client)));
        assertThat(startsOf(db)).isEmpty();

        try (var facts = new PublishedFacts("vmc.host")) {
            Response run = operator().post(PLAN + "/run");
            succeeds(run);

            assertThat(kitVms.there(web).running()).isTrue();
            assertThat(startsOf(runs)).isEmpty();
            assertThat(startsOf(client)).isEmpty();
            assertThat(startsOf(db).getFirst().finishedAt())
                    .isBefore(startsOf(web).getFirst().createdAt());
            var operation = operations.find(UUID.fromString(run.path("id"))).orElseThrow();
            assertThat(operation.learned())
                    .containsEntry("vm." + name(db), "STARTED")
                    .containsEntry("vm." + name(runs), "RAN_ALREADY")
                    .containsEntry("vm." + name(client), "LEFT_OUT: it needs " + name(asleep))
                    .hasEntrySatisfying("vm." + name(asleep), standing -> assertThat(standing)
                            .startsWith("FAILED: ")
                            .contains("is SUSPENDED"));
            assertThat(facts.of(operation.target().id(), AutostartFinished.class, fact -> fact.started()
                            .contains(name(web))))
                    .singleElement()
                    .isEqualTo(new AutostartFinished(
                            operation.target().id(),
                            "lab",
                            "olga asked for it",
                            List.of(name(web), name(db)),
                            List.of(name(runs)),
                            List.of(name(asleep)),
                            List.of(name(client))));
        }
        viewer().get(PLAN).then().body("lastRun.summary", containsString("left out: " + name(client)));
    }

    @Test
    void runsOnceForEachTimeAHostComesUp() {
        UUID db = kitVms.aHalted("db");
        UUID web = kitVms.aHalted("web");
        succeeds(put("{\"entries\": [%s, %s]}".formatted(entry(name(web), name(db)), entry(name(db)))));
        int before = runs().size();

        watchTwiceAtOnce();
        assertThat(runs()).as("nothing has come up").hasSize(before);

        lab.cutPower("h3");
        awaitHosts(3);
        watchTwiceAtOnce();
        assertThat(runs()).as("a host has gone").hasSize(before);

        lab.clearFaults();
        awaitHosts(4);
        watchTwiceAtOnce();
        watchTwiceAtOnce();

        assertThat(runs()).as("h3 has come up").hasSize(before + 1);
        Operation run = ended(runs().getFirst().id());
        assertThat(run.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(run.origin().actor()).isEqualTo("olga");
        assertThat(run.origin().cause()).isEqualTo("autostart");
        assertThat(run.inputJson()).contains("h3 came up");
        assertThat(startsOf(db)).hasSize(1);
        assertThat(startsOf(web)).hasSize(1);
        assertThat(kitVms.there(web).running()).isTrue();
    }

    @Test
    void aRebootNobodySawGoDownCountsAndWhatWasDeletedIsNotWaitedFor() {
        UUID gone = kitVms.aHalted("gone");
        UUID web = kitVms.aHalted("web");
        succeeds(put("{\"entries\": [%s, %s]}".formatted(entry(name(web), name(gone)), entry(name(gone)))));
        succeeds(operator().delete("/api/v1/vms/" + gone));
        int before = runs().size();

        lab.cutPower("h4");
        awaitHosts(3);
        lab.clearFaults();
        awaitHosts(4);
        watchTwiceAtOnce();

        assertThat(runs()).hasSize(before + 1);
        assertThat(ended(runs().getFirst().id()).learned())
                .containsEntry("vm." + name(web), "STARTED")
                .hasSize(2);
    }

    /** As two replicas would. */
    private void watchTwiceAtOnce() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(watch::watch, threads),
                            CompletableFuture.runAsync(watch::watch, threads))
                    .join();
        }
    }

    private void awaitHosts(int up) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> inventory.pool("lab").orElseThrow().hosts().stream()
                                .filter(host -> host.enabled() && host.live())
                                .count()
                        == up);
    }

    private List<Operation> runs() {
        return operations.list(new OperationFilter(null, "RunAutostart", poolId(), null, null, 100));
    }

    private UUID poolId() {
        return inventory.pool("lab").orElseThrow().uuid().orElseThrow();
    }

    private List<Operation> startsOf(UUID vm) {
        return operations.list(new OperationFilter(null, "StartVm", vm, null, null, 10));
    }

    private String name(UUID vm) {
        return kitVms.nameOf(vm);
    }

    private static String entry(String vm, String... after) {
        String names = after.length == 0 ? "" : "\"" + String.join("\", \"", after) + "\"";
        return "{\"vm\": \"%s\", \"after\": [%s]}".formatted(vm, names);
    }

    private static void refused(String body, String... fields) {
        put(body).then().statusCode(422).body("errors.field", equalTo(List.of(fields)));
    }

    private static Response put(String body) {
        return operator().contentType(ContentType.JSON).body(body).put(PLAN);
    }

    private void succeeds(Response accepted) {
        accepted.then().statusCode(202);
        Operation ended = ended(UUID.fromString(accepted.path("id")));
        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
    }

    private Operation ended(UUID id) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> operations.find(id).orElseThrow(),
                        operation -> operation.state().isEnded());
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(TestTokens.of("olga", Role.OPERATOR, "core"));
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(TestTokens.of("vera", Role.VIEWER, "core"));
    }
}
