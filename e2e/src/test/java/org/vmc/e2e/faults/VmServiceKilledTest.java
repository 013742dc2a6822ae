package org.vmc.e2e.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Topics;
import org.vmc.contracts.operation.OperationAccepted;
import org.vmc.contracts.operation.OperationFinished;
import org.vmc.contracts.operation.OperationOutcome;
import org.vmc.contracts.operation.OperationProgressed;
import org.vmc.contracts.vm.VmReady;
import org.vmc.e2e.stack.Facts;
import org.vmc.e2e.stack.Reality;
import org.vmc.e2e.stack.SmallStack;

/**
 * vm-service is killed with SIGKILL before, inside and after every step of CreateVm, and started again: each time there
 * is exactly one VM, and every event exactly once for a consumer that dedupes by id.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VmServiceKilledTest {
    private static final List<String> MOMENTS = List.of("BEFORE_ACTION", "AFTER_ACTION", "AFTER_RECORD");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private SmallStack stack;
    private Reality reality;

    @BeforeAll
    void startStack() throws Exception {
        stack = SmallStack.start(directory, "vm-service", "gateway");
        reality = new Reality(stack);
    }

    @AfterAll
    void stopStack() throws Exception {
        reality.close();
        stack.close();
    }

    @Test
    void thereIsOneVmAndEachEventOnceWhereverVmServiceIsKilled() throws Exception {
        var points = pointsOfCreateVm();
        assertThat(points).hasSizeGreaterThanOrEqualTo(15);
        var vmService = stack.service("vm-service");
        for (int index = 0; index < points.size(); index++) {
            String point = points.get(index);
            String name = "killed-" + index;
            stack.freezeAt(point);

            String operation = create(name);
            await(point).atMost(PATIENCE).until(stack::isFrozen);
            vmService.kill();
            vmService.start();

            awaitSuccess(operation, point);
            assertOneMachine(name, point);
            assertEachEventOnce(UUID.fromString(operation), point);
        }
    }

    private List<String> pointsOfCreateVm() {
        List<String> steps = engineer()
                .body(newVm("planned"))
                .post("/api/v1/vms?dryRun=true")
                .then()
                .statusCode(200)
                .extract()
                .path("operations[0].steps.name");
        var points = new ArrayList<String>();
        steps.forEach(step -> MOMENTS.forEach(moment -> points.add("CreateVm/" + step + "/" + moment)));
        return points;
    }

    private String create(String name) {
        return engineer()
                .body(newVm(name))
                .post("/api/v1/vms")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private void awaitSuccess(String operation, String point) {
        await(point).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            JsonPath shown = engineer().get("/api/v1/operations/" + operation).jsonPath();
            assertThat(shown.getString("state"))
                    .as("%s: %s", point, shown.getString("message"))
                    .isNotIn("FAILED", "CANCELLED", "UNDO_FAILED");
            return "SUCCEEDED".equals(shown.getString("state"));
        });
    }

    private void assertOneMachine(String name, String point) throws Exception {
        assertThat(reality.machines())
                .as("VMs of the pool after a kill at %s", point)
                .filteredOn(vm -> vm.nameLabel.equals(name) || vm.nameLabel.startsWith("vmc-"))
                .singleElement()
                .satisfies(vm -> assertThat(vm.nameLabel).isEqualTo(name));
        assertThat((List<?>) engineer().get("/api/v1/vms?name=" + name).path("items"))
                .hasSize(1);
    }

    private void assertEachEventOnce(UUID operation, String point) {
        try (var facts = new Facts(stack.broker().bootstrapServers(), Topics.OPERATION, Topics.VM)) {
            var events = facts
                    .until(PATIENCE, event -> isAbout(event, operation) && event.data() instanceof OperationFinished)
                    .stream()
                    .filter(event -> isAbout(event, operation))
                    .toList();
            assertThat(ofType(events, OperationAccepted.class))
                    .as("accepted, %s", point)
                    .hasSize(1);
            assertThat(ofType(events, VmReady.class)).as("vm.ready, %s", point).hasSize(1);
            assertThat(ofType(events, OperationFinished.class))
                    .as("finished, %s", point)
                    .singleElement()
                    .satisfies(end -> assertThat(end.state()).isEqualTo(OperationOutcome.SUCCEEDED));
            assertThat(ofType(events, OperationProgressed.class))
                    .as("progress in order, %s", point)
                    .extracting(OperationProgressed::progress)
                    .isSorted();
        }
    }

    private static boolean isAbout(CloudEvent event, UUID operation) {
        return operation.toString().equals(event.causationId());
    }

    private static <T> List<T> ofType(List<CloudEvent> events, Class<T> type) {
        return events.stream()
                .map(CloudEvent::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private io.restassured.specification.RequestSpecification engineer() {
        return given().baseUri(stack.url("gateway"))
                .auth()
                .oauth2(SmallStack.ENGINEER_TOKEN)
                .contentType("application/json");
    }

    private static String newVm(String name) {
        return "{\"name\": \"%s\", \"type\": \"t1.micro\", \"template\": \"debian-12\"}".formatted(name);
    }
}
