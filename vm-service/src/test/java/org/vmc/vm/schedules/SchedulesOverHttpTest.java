package org.vmc.vm.schedules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.vm.VmWeightApplied;
import org.vmc.contracts.vm.VmWeightRestored;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.PublishedFacts;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.vms.KitVms;
import org.vmc.vm.xen.XenVm;

/** Schedules, and the weights that VMs in the lab have because of them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class SchedulesOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/api/v1/schedules";
    /** A role no template gives. */
    private static final String ROLE = "simulation";

    @Inject
    WeightWatch watch;

    @Inject
    ScheduleRows rows;

    @Inject
    VmWeights weights;

    @Inject
    AddSchedule addSchedule;

    @Inject
    DeleteSchedule deleteSchedule;

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    Inventory inventory;

    @Inject
    KitVms kitVms;

    private final List<UUID> simulations = new ArrayList<>();
    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
    }

    @AfterEach
    void forgetSchedules() {
        lab.clearFaults();
        QuarkusTransaction.requiringNew().run(() -> rows.all().forEach(schedule -> rows.delete(schedule.id())));
        watch.look();
        simulations.forEach(vm -> kitVms.giveRole(vm, null));
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        post("{}")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("name", "role", "weight", "from", "until")));
        post(body("Peak", "cook", 65_536, "MON..FRI", "8:00", "24:00", "Mars"))
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("name", "role", "days", "weight", "from", "until", "zone")))
                .body("errors[1].message", containsString(ROLE));
        assertThat(rows.all()).isEmpty();

        succeeds(post(body("peak", ROLE, 512, "MON-FRI", "08:00", "18:00", "Europe/Prague")));
        post(body("peak", ROLE, 1, "SAT", "08:00", "18:00", ""))
                .then()
                .statusCode(409)
                .body("type", is("/problems/name-taken"));
        operator()
                .delete(PATH + "/peak?dryRun=true")
                .then()
                .statusCode(200)
                .body(
                        "operations[0].steps[0].description",
                        is("Delete schedule peak; VMs of role simulation get back the weight they had"));
        operator().delete(PATH + "/never").then().statusCode(404);
    }

    @Test
    void aWeightIsInForceWhileTheWindowIsOpenAndTakenBackAfterwards() {
        UUID early = simulation();
        UUID own = simulation();
        there(own, vm -> lab.pool().vms().setVcpusParamLive(vm.ref(), "weight", "77"));
        Instant now = Instant.now();
        succeeds(post(openFor("peak", 900, now, Duration.ofHours(2))));
        succeeds(post(openFor("all-day", 300, now, Duration.ofHours(4))));

        lookTwiceAtOnce(now);

        assertThat(weight(early)).contains("900");
        assertThat(weight(own)).contains("900");
        viewer().get(PATH)
                .then()
                .body(of("peak", "inForce"), is(true))
                .body(
                        of("peak", "vms"),
                        equalTo(List.of(name(early), name(own)).stream()
                                .sorted()
                                .toList()))
                .body(of("all-day", "open"), is(true))
                .body(of("all-day", "inForce"), is(false))
                .body(of("all-day", "vms"), equalTo(List.of()));

        UUID late = simulation();
        there(early, vm -> lab.pool().vms().setVcpusParamLive(vm.ref(), "weight", "5"));
        await().until(() -> inventory
                .pool("lab")
                .orElseThrow()
                .vcpusWeight(kitVms.there(early).uuid())
                .equals(Optional.of("5")));
        watch.look(now);
        assertThat(weight(late)).as("of a VM that began in the window").contains("900");
        assertThat(weight(early)).as("that somebody else changed").contains("900");

        lookTwiceAtOnce(now.plus(Duration.ofHours(3)));
        assertThat(weight(early)).contains("300");

        there(late, vm -> lab.pool().vms().hardShutdown(vm.ref()));
        await().until(() -> kitVms.there(late).halted());
        lookTwiceAtOnce(now.plus(Duration.ofHours(5)));
        assertThat(weight(early)).isEmpty();
        assertThat(weight(late)).isEmpty();
        assertThat(weight(own)).contains("77");
        try (var facts = new PublishedFacts("vmc.vm")) {
            assertThat(facts.of(own, VmWeightApplied.class, fact -> true))
                    .containsExactly(
                            new VmWeightApplied(own, name(own), 900, "peak", ROLE),
                            new VmWeightApplied(own, name(own), 300, "all-day", ROLE));
            assertThat(facts.of(own, VmWeightRestored.class, fact -> true))
                    .containsExactly(new VmWeightRestored(own, name(own), 77L));
        }
    }

    @Test
    void whatACrashLeftIsFinishedAndTakenBackAlthoughTheScheduleIsGone() {
        UUID before = simulation();
        UUID after = simulation();
        succeeds(post(body("always", ROLE, 700, "", "00:00", "00:00", "")));
        // As left by a service that died before, and after, the pool took the weight.
        QuarkusTransaction.requiringNew().run(() -> {
            weights.keep(before, Optional.of("41"));
            weights.keep(after, Optional.empty());
        });
        there(after, vm -> lab.pool().vms().setVcpusParamLive(vm.ref(), "weight", "700"));

        watch.look();

        assertThat(weight(before)).contains("700");
        viewer().get(PATH)
                .then()
                .body(of("always", "vms.size()"), is(2))
                .body(of("always", "nextChangeAt"), nullValue());

        lab.refuse("VM.add_to_VCPUs_params_live", "INTERNAL_ERROR", "the kit says so");
        succeeds(operator().delete(PATH + "/always"));
        watch.look();
        watch.look();

        assertThat(weight(before)).contains("41");
        assertThat(weight(after)).isEmpty();
        assertThat(QuarkusTransaction.requiringNew().call(weights::all)).isEmpty();
    }

    @Test
    void schedulesAreAddedAndDeletedOrAsTheyWere() {
        kit(addSchedule, false, true).survivesACrashAtEveryPoint();
        kit(addSchedule, false, true).isUndoneWhenAnyStepFails();
        kit(addSchedule, false, true).isUndoneWhenCancelledAtAnyStep();
        kit(addSchedule, false, true).isUndoneOnceAlthoughTheUndoCrashes();
        kit(deleteSchedule, true, false).survivesACrashAtEveryPoint();
        kit(deleteSchedule, true, false).isUndoneWhenAnyStepFails();
        kit(deleteSchedule, true, false).isUndoneOnceAlthoughTheUndoCrashes();
    }

    private OperationKit<Schedule> kit(OperationKind<Schedule> kind, boolean thereBefore, boolean thereAfter) {
        return new OperationKit<>(operations, faultPoints, new OperationSubject<>() {
            @Override
            public NewOperation<Schedule> fresh(Origin origin) {
                var id = UUID.randomUUID();
                var schedule = new Schedule(id, "kit-" + id, ROLE, 9, "SUN", "03:00", "04:00", "UTC", "kit");
                if (thereBefore) {
                    QuarkusTransaction.requiringNew().run(() -> rows.add(schedule));
                }
                return NewOperation.of(kind, schedule, new Target("schedule", id, schedule.name()));
            }

            @Override
            public void assertDone(Operation operation) {
                assertThat(rows.named(operation.target().name()).isPresent()).isEqualTo(thereAfter);
            }

            @Override
            public void assertUndone(Operation operation) {
                assertThat(rows.named(operation.target().name()).isPresent()).isEqualTo(thereBefore);
            }
        });
    }

    private UUID simulation() {
        UUID vm = kitVms.aReady("weighed");
        kitVms.giveRole(vm, ROLE);
        simulations.add(vm);
        return vm;
    }

    private void there(UUID vm, Consumer<XenVm> change) {
        change.accept(kitVms.there(vm));
    }

    private Optional<String> weight(UUID vm) {
        return kitVms.there(vm).vcpusWeight();
    }

    private String name(UUID vm) {
        return kitVms.nameOf(vm);
    }

    /** As two replicas would. */
    private void lookTwiceAtOnce(Instant now) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> watch.look(now), threads),
                            CompletableFuture.runAsync(() -> watch.look(now), threads))
                    .join();
        }
    }

    private static String openFor(String name, int weight, Instant now, Duration length) {
        LocalTime from = LocalTime.ofInstant(now, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        return body(name, ROLE, weight, "", from.toString(), from.plus(length).toString(), "UTC");
    }

    private static String body(
            String name, String role, int weight, String days, String from, String until, String zone) {
        return """
                {"name": "%s", "role": "%s", "weight": %d, "days": "%s", "from": "%s", "until": "%s", "zone": "%s"}
                """.formatted(name, role, weight, days, from, until, zone);
    }

    private static String of(String name, String field) {
        return "items.find { it.name == '%s' }.%s".formatted(name, field);
    }

    private static Response post(String body) {
        return operator().contentType(ContentType.JSON).body(body).post(PATH);
    }

    private void succeeds(Response accepted) {
        accepted.then().statusCode(202);
        UUID id = UUID.fromString(accepted.path("id"));
        Operation ended = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> operations.find(id).orElseThrow(),
                        operation -> operation.state().isEnded());
        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(TestTokens.of("olga", Role.OPERATOR, "core"));
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(TestTokens.of("vera", Role.VIEWER, "core"));
    }
}
