package org.vmc.e2e.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Topics;
import org.vmc.contracts.vm.VmDeleted;
import org.vmc.contracts.vm.VmReady;
import org.vmc.contracts.vm.VmStarted;
import org.vmc.contracts.vm.VmStopped;
import org.vmc.e2e.stack.Facts;
import org.vmc.e2e.stack.SmallStack;

/** The broker is killed with SIGKILL and stays away for a minute, while VMs are made, stopped, started and deleted. */
class BrokerAwayTest {
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LIVES = 4;

    @TempDir
    static Path directory;

    @Test
    void requestsAreAcceptedAndEveryEventArrivesAfterwardsInOrderPerVm() {
        try (var stack = SmallStack.start(directory, "vm-service", "gateway")) {
            stack.broker().kill();
            var back = Instant.now().plus(AWAY);
            var lived = new ArrayList<UUID>();
            while (lived.size() < LIVES || Instant.now().isBefore(back)) {
                lived.add(liveALife(stack, "away-" + lived.size()));
            }

            stack.broker().restart();

            var perVm = new HashMap<UUID, List<Class<?>>>();
            try (var facts = new Facts(stack.broker().bootstrapServers(), Topics.VM)) {
                facts.until(PATIENCE, event -> isEndOf(event, lived.getLast()))
                        .forEach(event -> perVm.computeIfAbsent(event.subject(), id -> new ArrayList<>())
                                .add(event.data().getClass()));
            }
            assertThat(lived).allSatisfy(id -> assertThat(perVm.get(id))
                    // The last stop is the deletion's own: it cuts the power first.
                    .containsExactly(
                            VmReady.class, VmStopped.class, VmStarted.class, VmStopped.class, VmDeleted.class));
        }
    }

    private static boolean isEndOf(CloudEvent event, UUID vm) {
        return event.subject().equals(vm) && event.data() instanceof VmDeleted;
    }

    private static UUID liveALife(SmallStack stack, String name) {
        var gateway = new Gateway(stack);
        var created = gateway.change("POST", "/api/v1/vms", newVm(name));
        String id = created.get("target.id");
        gateway.change("POST", "/api/v1/vms/" + id + "/stop", "{\"force\": true}");
        gateway.change("POST", "/api/v1/vms/" + id + "/start", "");
        gateway.change("DELETE", "/api/v1/vms/" + id, "");
        return UUID.fromString(id);
    }

    private static String newVm(String name) {
        return "{\"name\": \"%s\", \"type\": \"t1.micro\", \"template\": \"debian-12\"}".formatted(name);
    }

    /** Sends a change and waits for its operation. */
    private record Gateway(SmallStack stack) {
        Map<String, String> change(String method, String path, String body) {
            var accepted = given().baseUri(stack.url("gateway"))
                    .auth()
                    .oauth2(SmallStack.ENGINEER_TOKEN)
                    .contentType("application/json")
                    .body(body)
                    .request(method, path)
                    .then()
                    .statusCode(202)
                    .extract();
            String operation = accepted.path("id");
            await(method + " " + path)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        var shown = given().baseUri(stack.url("gateway"))
                                .auth()
                                .oauth2(SmallStack.ENGINEER_TOKEN)
                                .get("/api/v1/operations/" + operation)
                                .jsonPath();
                        assertThat(shown.getString("state"))
                                .as(shown.getString("message"))
                                .isNotIn("FAILED", "CANCELLED", "UNDO_FAILED");
                        return "SUCCEEDED".equals(shown.getString("state"));
                    });
            return Map.of("id", operation, "target.id", accepted.path("target.id"));
        }
    }
}
