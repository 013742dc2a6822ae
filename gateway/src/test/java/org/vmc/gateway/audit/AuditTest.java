package org.vmc.gateway.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Topics;
import org.vmc.contracts.audit.ActionAccepted;
import org.vmc.contracts.audit.ActionRefused;
import org.vmc.contracts.audit.AuditFact;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

/** What services tell on {@code vmc.audit} can be asked for, by those it concerns. */
@GatewayTest
class AuditTest {
    private static final String PATH = "/api/v1/audit";
    private static final URI SOURCE = URI.create("/vmc/vm-service");
    private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");

    private final AuditTrail trail;

    /** Of this test alone: all tests share what is kept. */
    private final String target = UUID.randomUUID().toString();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private Producer<String, byte[]> producer;

    AuditTest(AuditTrail trail) {
        this.trail = trail;
    }

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void anOperatorFindsWhoDidWhatWhenAndHowItEnded() {
        tell(1, accepted("ana", "StartVm"));
        tell(2, refused("bob", "POST /api/v1/vms/{id}/stop"));
        tell(3, accepted("bob", "DeleteVm"));

        kept(3);

        operator("")
                .body("items.actor", contains("bob", "bob", "ana"))
                .body("items.outcome", contains("accepted", "refused", "accepted"))
                .body("items[1].status", equalTo(403))
                .body("items[1].reason", equalTo("This belongs to ana."))
                .body("items[2].at", equalTo("2026-11-27T08:01:00Z"))
                .body("nextCursor", nullValue());
        operator("&actor=ana").body("items.action", contains("StartVm"));
        operator("&action=vm").body("items.action", hasSize(3));
        operator("&action=deletevm").body("items.action", contains("DeleteVm"));
        operator("&outcome=refused").body("items.actor", contains("bob"));
        operator("&since=2026-11-27T08:02:00Z").body("items", hasSize(2));
        operator("&until=2026-11-27T08:02:00Z").body("items.action", contains("StartVm"));
        as(Surroundings.OPERATOR, "?target=web-1&limit=1").body("items.targetName", contains("web-1"));
    }

    @Test
    void pagesHaveEveryEntryOnce() {
        for (int minute = 1; minute <= 5; minute++) {
            // Two at the same instant are told apart too.
            tell(minute / 2, accepted("ana", "Act" + minute));
        }
        kept(5);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = operator("&limit=2&cursor=" + cursor).extract();
            seen.addAll(page.path("items.action"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).containsExactlyInAnyOrder("Act1", "Act2", "Act3", "Act4", "Act5");
    }

    @Test
    void othersSeeWhatTheyDidThemselves() {
        tell(1, accepted("ana", "StartVm"));
        tell(2, accepted("bob", "StopVm"));
        kept(2);

        as(Surroundings.ENGINEER, "?target=" + target).body("items.actor", contains("ana"));
        as(Surroundings.ENGINEER, "?actor=ana&limit=200").body("items.actor", everyItem(equalTo("ana")));
        as(Surroundings.VIEWER, "?target=" + target).body("items", empty());
        as(Surroundings.ADMIN, "?target=" + target).body("items", hasSize(2));
    }

    @Test
    void aRefusalOfTheGatewayItselfIsKeptToo() {
        given().auth()
                .oauth2(Surroundings.VIEWER)
                .get(PATH + "?actor=" + target)
                .then()
                .statusCode(403);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> as(Surroundings.OPERATOR, "?actor=vera&outcome=refused&action=api/v1/audit")
                        .body("items.action", hasItem("GET " + PATH))
                        .body("items.status", hasItem(403)));
    }

    @Test
    void whatIsToldTwiceOrCannotBeReadHoldsNothingUp() {
        var once = CloudEvent.of(SOURCE, START, accepted("ana", "Once"));
        send(CloudEvents.encode(once));
        send("""
                {"specversion": "1.0", "id": "1", "source": "/other", "type": "org.vmc.audit.of-tomorrow.v1",
                 "subject": "%s", "time": "2026-11-27T08:00:00Z", "data": {}}
                """.formatted(target).getBytes(UTF_8));
        send(CloudEvents.encode(once));
        tell(1, refused("nul\0nul", "POST /x"));

        kept(2);

        operator("&outcome=refused").body("items.actor", contains("nul\ufffdnul"));
    }

    @Test
    void aRecordThatIsNoEventIsPassedOver() {
        assertThat(AuditReader.entry(new ConsumerRecord<>(Topics.AUDIT, 0, 0, null, "{\"no\"".getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void whatIsTooOldIsForgotten() {
        tell(0, accepted("ana", "Old"));
        tell(1, accepted("ana", "New"));
        kept(2);

        trail.forget(START.plusSeconds(30));

        operator("").body("items.action", contains("New"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            outcome=maybe, outcome
            since=yesterday, since
            until=2026-13-45T99:99:99Z, until
            since=%2B1000000000-12-31T23:59:59Z, since
            limit=0, limit
            cursor=bm90aGluZw, cursor
            """)
    void wrongInputIsRefusedByName(String query, String field) {
        given().auth()
                .oauth2(Surroundings.OPERATOR)
                .urlEncodingEnabled(false)
                .get(PATH + "?" + query)
                .then()
                .statusCode(422)
                .body("errors.field", contains(field));
    }

    private void kept(int count) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> operator("").body("items", hasSize(count)));
    }

    private ValidatableResponse operator(String more) {
        return as(Surroundings.OPERATOR, "?target=" + target + more);
    }

    private static ValidatableResponse as(String token, String query) {
        return given().auth().oauth2(token).get(PATH + query).then().statusCode(200);
    }

    private void tell(int minute, AuditFact fact) {
        send(CloudEvents.encode(CloudEvent.of(SOURCE, START.plus(Duration.ofMinutes(minute)), fact)));
    }

    private void send(byte[] value) {
        assertThat(producer.send(new ProducerRecord<>(Topics.AUDIT, target, value)))
                .succeedsWithin(Duration.ofSeconds(30));
    }

    private ActionAccepted accepted(String actor, String action) {
        return new ActionAccepted(UUID.randomUUID(), actor, "engineer", "core", action, "vm", target, "web-1", null);
    }

    private ActionRefused refused(String actor, String action) {
        return new ActionRefused(
                UUID.randomUUID(), actor, "engineer", null, action, "vm", target, null, 403, "This belongs to ana.");
    }
}
