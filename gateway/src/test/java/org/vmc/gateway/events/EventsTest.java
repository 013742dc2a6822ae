package org.vmc.gateway.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.Topics;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

@GatewayTest
class EventsTest {
    @TestHTTPResource("/")
    URI gateway;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private final EventFeed feed;
    private Producer<String, String> producer;

    EventsTest(EventFeed feed) {
        this.feed = feed;
    }

    @BeforeEach
    void begin() throws InterruptedException {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer());
        assertThat(feed.history().hasBegun(Duration.ofSeconds(20))).isTrue();
    }

    @AfterEach
    void end() {
        producer.close();
    }

    @Test
    void deliversWhatIsPublished() {
        var subject = UUID.randomUUID().toString();
        try (var stream = follow(Surroundings.VIEWER, "?subject=" + subject, "")) {
            publish(Topics.VM, subject, "org.vmc.vm.ready.v1", 1);
            await().until(() -> stream.received().size() == 1);
            var event = stream.received().getFirst();
            assertThat(event.name()).isEqualTo("org.vmc.vm.ready.v1");
            assertThat(event.data()).contains(subject).contains("\"specversion\":\"1.0\"");
            assertThat(event.id()).contains("vm:");
        }
    }

    @Test
    void filtersByType() {
        var subject = UUID.randomUUID().toString();
        try (var stream = follow(Surroundings.VIEWER, "?types=build.*,vm.stopped&subject=" + subject, "")) {
            publish(Topics.VM, subject, "org.vmc.vm.ready.v1", 1);
            publish(Topics.VM, subject, "org.vmc.vm.stopped.v1", 2);
            publish(Topics.BUILD, subject, "org.vmc.build.finished.v1", 3);
            await().until(() -> stream.received().size() == 2);
            assertThat(stream.received())
                    .extracting(EventStream.Received::name)
                    .containsExactlyInAnyOrder("org.vmc.vm.stopped.v1", "org.vmc.build.finished.v1");
        }
    }

    @Test
    void clientThatComesBackMissesNothing() {
        var subject = UUID.randomUUID().toString();
        String last;
        try (var stream = follow(Surroundings.VIEWER, "?subject=" + subject, "")) {
            publish(Topics.VM, subject, "org.vmc.vm.ready.v1", 0);
            await().until(() -> stream.received().size() == 1);
            last = stream.received().getFirst().id();
        }
        publishMany(subject, 1, 10);
        try (var stream = follow(Surroundings.VIEWER, "?subject=" + subject, last)) {
            publishMany(subject, 11, 15);
            await().until(() -> stream.received().size() >= 15);
            assertThat(numbers(stream))
                    .isEqualTo(IntStream.rangeClosed(1, 15).boxed().toList());
        }
    }

    /** More is missed than the gateway keeps (20 in tests), so Kafka has to be read again while events go on. */
    @Test
    void clientThatWasAwayForLongMissesNothing() {
        var subject = UUID.randomUUID().toString();
        String last;
        try (var stream = follow(Surroundings.VIEWER, "?subject=" + subject, "")) {
            publish(Topics.VM, subject, "org.vmc.vm.ready.v1", 0);
            await().until(() -> stream.received().size() == 1);
            last = stream.received().getFirst().id();
        }
        publishMany(subject, 1, 300);
        try (var stream = follow(Surroundings.VIEWER, "?subject=" + subject, last)) {
            publishMany(subject, 301, 350);
            await().atMost(Duration.ofSeconds(20)).until(() -> stream.received().size() >= 350);
            assertThat(numbers(stream))
                    .isEqualTo(IntStream.rangeClosed(1, 350).boxed().toList());
        }
    }

    @Test
    void heartbeatMovesTheClientPastWhatItDoesNotWant() {
        var subject = UUID.randomUUID().toString();
        try (var stream = follow(Surroundings.VIEWER, "?subject=" + subject, "")) {
            publish(Topics.VM, UUID.randomUUID().toString(), "org.vmc.vm.ready.v1", 1);
            await().until(() -> stream.lastId().equals(feed.history().ends().encode())
                    && stream.received().isEmpty());
        }
    }

    @Test
    void auditIsForOperators() {
        var subject = UUID.randomUUID().toString();
        try (var viewer = follow(Surroundings.VIEWER, "?subject=" + subject, "");
                var operator = follow(Surroundings.OPERATOR, "?subject=" + subject, "")) {
            publish(Topics.AUDIT, subject, "org.vmc.audit.action-refused.v1", 1);
            publish(Topics.VM, subject, "org.vmc.vm.ready.v1", 2);
            await().until(() ->
                    operator.received().size() == 2 && viewer.received().size() == 1);
            assertThat(viewer.received().getFirst().name()).isEqualTo("org.vmc.vm.ready.v1");
        }
    }

    @Test
    void whatIsNoEventIsSkipped() {
        var subject = UUID.randomUUID().toString();
        try (var stream = follow(Surroundings.VIEWER, "?subject=" + subject, "")) {
            producer.send(new ProducerRecord<>(Topics.VM, subject, "no json"));
            producer.send(new ProducerRecord<>(Topics.VM, subject, "[1]"));
            publish(Topics.VM, subject, "org.vmc.vm.ready.v1", 1);
            await().until(() -> stream.received().size() == 1);
        }
    }

    @Test
    void clientThatLeavesIsForgotten() {
        // Those of the tests before are on their way out.
        await().atMost(Duration.ofSeconds(15)).until(() -> feed.history().subscribers() == 0);
        try (var stream = follow(Surroundings.VIEWER, "", "")) {
            await().until(() -> feed.history().subscribers() == 1);
            assertThat(stream.received()).isNotNull();
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> feed.history().subscribers() == 0);
    }

    @Test
    void streamEndsWithTheLastTokenOfItsUser() throws IOException {
        var file = Surroundings.tokensFile();
        var lines = Files.readAllLines(file);
        Files.write(file, List.of(Surroundings.line("token-of-nina", "nina viewer -")), StandardOpenOption.APPEND);
        try {
            await().until(() ->
                    given().auth().oauth2("token-of-nina").get("/api/v1/whoami").statusCode() == 200);
            try (var stream = follow("token-of-nina", "?subject=" + UUID.randomUUID(), "")) {
                await().until(() -> !stream.lastId().isEmpty());
                assertThat(stream.hasEnded()).isFalse();
                Files.write(file, lines);
                await().until(stream::hasEnded);
            }
        } finally {
            Files.write(file, lines);
        }
    }

    @Test
    void wrongInputIsRefused() {
        given().auth()
                .oauth2(Surroundings.VIEWER)
                .get("/api/v1/events?types=VM")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("types"));
        given().auth()
                .oauth2(Surroundings.VIEWER)
                .header("Last-Event-ID", "yesterday")
                .get("/api/v1/events")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("Last-Event-ID"));
    }

    private EventStream follow(String token, String query, String lastEventId) {
        return new EventStream(gateway.resolve("/api/v1/events" + query), token, lastEventId);
    }

    private void publishMany(String subject, int first, int last) {
        IntStream.rangeClosed(first, last)
                .forEach(number -> publish(Topics.VM, subject, "org.vmc.vm.started.v1", number));
    }

    private void publish(String topic, String subject, String type, int number) {
        var event = """
                {"specversion":"1.0","id":"%s","source":"/test","type":"%s","subject":"%s",
                 "time":"2030-01-01T00:00:00Z","data":{"number":%d}}""".formatted(UUID.randomUUID(), type, subject, number);
        producer.send(new ProducerRecord<>(topic, subject, event));
        producer.flush();
    }

    private static List<Integer> numbers(EventStream stream) {
        return stream.received().stream()
                .map(event -> event.data().replaceAll(".*\"number\":(\\d+).*", "$1"))
                .map(Integer::valueOf)
                .toList();
    }
}
