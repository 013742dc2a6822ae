package org.vmc.vm.clocks;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.Topics;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.host.HostClockCorrected;
import org.vmc.contracts.host.HostClockSkewed;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.LabStorage;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class ClocksOverHttpTest {

    @Inject
    Inventory inventory;

    @Inject
    ClockWatch watch;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        lab.clearFaults();
        lab.close();
    }

    @Test
    void aWrongClockIsReportedAndAnnouncedOnceAndSoIsItsCorrection() {
        lookTwiceAtOnce();
        report().body("summary", is("The clocks of 4 hosts are within 1.0 s of ours."))
                .body("hosts.host", equalTo(List.of("h1", "h2", "h3", "h4")))
                .body("hosts.skewed", everyItem(is(false)))
                .body("hosts.uncertaintyMillis", everyItem(lessThan(600)))
                .body("pairs", hasSize(0));

        try (var storage = LabStorage.connected()) {
            storage.skewClock("h3", 5);
        }
        lookTwiceAtOnce();
        report().body("summary", is("1 of 4 hosts are more than 1.0 s off."))
                .body("hosts[2].skewed", is(true))
                .body("hosts[2].offsetMillis.toDouble()", closeTo(5000, 1000))
                .body("hosts[2].remedy", containsString("chronyc"))
                .body("pairs.host", equalTo(List.of("h1", "h2", "h3")))
                .body("pairs.other", equalTo(List.of("h3", "h3", "h4")));

        lab.clearFaults();
        lookTwiceAtOnce();
        report().body("hosts.skewed", everyItem(is(false)));

        assertThat(facts(2))
                .satisfiesExactly(
                        fact -> assertThat(fact).isInstanceOfSatisfying(HostClockSkewed.class, skewed -> assertThat(
                                        skewed.offsetMillis())
                                .isBetween(4000L, 6000L)),
                        fact -> assertThat(fact).isInstanceOf(HostClockCorrected.class));
    }

    /** As two replicas would. */
    private void lookTwiceAtOnce() {
        CompletableFuture.allOf(CompletableFuture.runAsync(watch::look), CompletableFuture.runAsync(watch::look))
                .join();
    }

    private static ValidatableResponse report() {
        return given().auth()
                .oauth2(TestTokens.of("vera", Role.VIEWER, "others"))
                .get("/api/v1/reports/clocks")
                .then()
                .statusCode(200);
    }

    private List<Object> facts(int count) {
        List<Object> heard = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.HOST));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(300)).forEach(message -> {
                    Object fact = CloudEvents.decode(message.value()).data();
                    if (fact instanceof HostClockSkewed || fact instanceof HostClockCorrected) {
                        heard.add(fact);
                    }
                });
                return heard.size() >= count;
            });
        }
        return heard;
    }
}
