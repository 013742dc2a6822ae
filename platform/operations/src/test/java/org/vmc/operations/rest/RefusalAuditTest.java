package org.vmc.operations.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Topics;
import org.vmc.contracts.audit.ActionRefused;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class RefusalAuditTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @Test
    void aRoleThatIsTooWeakIsPublished() {
        var user = "weak-" + UUID.randomUUID();
        var correlation = UUID.randomUUID().toString();

        as(user, Role.VIEWER)
                .header("X-Correlation-Id", correlation)
                .body("{\"count\": 1, \"waits\": false}")
                .post("/api/v1/shelves")
                .then()
                .statusCode(403);

        var event = refusalOf(user);
        assertThat(event.correlationId()).isEqualTo(correlation);
        assertThat((ActionRefused) event.data()).satisfies(refused -> {
            assertThat(refused.role()).isEqualTo("viewer");
            assertThat(refused.team()).isEqualTo("compilers");
            assertThat(refused.action()).isEqualTo("POST /api/v1/shelves");
            assertThat(refused.targetId()).isNull();
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.reason()).isEqualTo("This needs the role engineer.");
        });
    }

    @Test
    void aStrangersHandOnSomebodysOperationIsPublished() {
        var user = "stranger-" + UUID.randomUUID();
        String operation = as("ana", Role.ENGINEER)
                .body("{\"count\": 1, \"waits\": false}")
                .post("/api/v1/shelves")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        as(user, Role.ENGINEER)
                .post("/api/v1/operations/" + operation + "/cancel")
                .then()
                .statusCode(403);

        assertThat((ActionRefused) refusalOf(user).data()).satisfies(refused -> {
            assertThat(refused.action()).isEqualTo("POST /api/v1/operations/{id}/cancel");
            assertThat(refused.targetId()).isEqualTo(operation);
            assertThat(refused.reason()).contains("This belongs to ana");
        });
    }

    private CloudEvent refusalOf(String user) {
        var deadline = Instant.now().plus(PATIENCE);
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.AUDIT));
            while (Instant.now().isBefore(deadline)) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    var event = CloudEvents.decode(message.value());
                    if (event.data() instanceof ActionRefused refused
                            && refused.actor().equals(user)) {
                        return event;
                    }
                }
            }
        }
        throw new AssertionError("No refusal of " + user + " was published");
    }

    private static RequestSpecification as(String user, Role role) {
        return given().auth().oauth2(TestTokens.of(user, role, "compilers")).contentType("application/json");
    }
}
