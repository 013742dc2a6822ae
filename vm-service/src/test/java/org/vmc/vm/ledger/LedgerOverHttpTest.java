package org.vmc.vm.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.Topics;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.storage.RepositoryLevel;
import org.vmc.contracts.storage.RepositoryLevelChanged;
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
class LedgerOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DEFAULT_SR = "Shared storage";

    @Inject
    Inventory inventory;

    @Inject
    LevelWatch watch;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private LabClient lab;
    private LabStorage storage;

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        storage = LabStorage.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        lab.clearFaults();
        awaitLevel(DEFAULT_SR, "OK");
        storage.close();
        lab.close();
    }

    @Test
    void listsWhatIsThereUsedAndPromised() {
        repositories()
                .then()
                .statusCode(200)
                .body(of(DEFAULT_SR, "pool"), is("lab"))
                .body(of(DEFAULT_SR, "type"), is("nfs"))
                .body(of(DEFAULT_SR, "shared"), is(true))
                .body(of(DEFAULT_SR, "standard"), is(true))
                .body(of(DEFAULT_SR, "physicalSizeBytes"), is(2048L << 30))
                .body(of(DEFAULT_SR, "promisedRatio"), notNullValue())
                .body(of(DEFAULT_SR, "level"), is("OK"))
                .body(of("ISO library", "standard"), is(false))
                .body(of("ISO library", "promisedRatio"), nullValue())
                .body(of("ISO library", "level"), nullValue());
    }

    @Test
    void acceptsNoVmWhileTheDefaultSrIsFull() {
        storage.fill(DEFAULT_SR);
        awaitLevel(DEFAULT_SR, "STOP");

        for (String query : List.of("", "?dryRun=true")) {
            create(query)
                    .then()
                    .statusCode(507)
                    .contentType("application/problem+json")
                    .body("type", is("/problems/no-space"))
                    .body("detail", containsString("SR " + DEFAULT_SR + " is full: 2048.0 GiB of 2048.0 GiB used"));
        }
        assertThat(lab.named("no-room-1")).isEmpty();

        lab.clearFaults();
        awaitLevel(DEFAULT_SR, "OK");
        create("?dryRun=true").then().statusCode(200);
    }

    @Test
    void announcesEachChangeOnce() {
        String sr = storage.add("thin-1", "nfs", 100, true);
        try (var facts = new Facts(bootstrapServers)) {
            awaitLevel("thin-1", "OK");
            watchTwiceAtOnce();

            String disk = storage.disk(sr, 250);
            repositoriesWhen("thin-1", "WARNING")
                    .then()
                    .body(of("thin-1", "promisedRatio"), is(2.5f))
                    .body(of("thin-1", "reason"), containsString("2.50 times its size"));
            watchTwiceAtOnce();
            storage.fill("thin-1");
            awaitLevel("thin-1", "STOP");
            watchTwiceAtOnce();
            lab.clearFaults();
            awaitLevel("thin-1", "WARNING");
            watchTwiceAtOnce();
            storage.destroyDisk(disk);
            awaitLevel("thin-1", "OK");
            watchTwiceAtOnce();

            assertThat(facts.about("thin-1", 4))
                    .extracting(RepositoryLevelChanged::previousLevel, RepositoryLevelChanged::level)
                    .containsExactly(
                            tuple(RepositoryLevel.OK, RepositoryLevel.WARNING),
                            tuple(RepositoryLevel.WARNING, RepositoryLevel.STOP),
                            tuple(RepositoryLevel.STOP, RepositoryLevel.WARNING),
                            tuple(RepositoryLevel.WARNING, RepositoryLevel.OK));
        } finally {
            storage.forget(sr);
        }
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

    private static void awaitLevel(String name, String level) {
        repositoriesWhen(name, level);
    }

    private static Response repositoriesWhen(String name, String level) {
        return await().atMost(PATIENCE)
                .until(LedgerOverHttpTest::repositories, answer -> level.equals(answer.path(of(name, "level"))));
    }

    private static String of(String name, String field) {
        return "items.find { it.name == '%s' }?.%s".formatted(name, field);
    }

    private static Response repositories() {
        return as("vera", Role.VIEWER).get("/api/v1/storage-repositories");
    }

    private static Response create(String query) {
        return as("ana", Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "no-room-1", "type", "t1.micro", "template", "debian-12"))
                .post("/api/v1/vms" + query);
    }

    private static RequestSpecification as(String user, Role role) {
        return given().auth().oauth2(TestTokens.of(user, role, "compilers"));
    }

    /** What is published about SRs. */
    private static final class Facts implements AutoCloseable {

        private final KafkaConsumer<String, byte[]> consumer;
        private final List<RepositoryLevelChanged> heard = new ArrayList<>();

        Facts(String bootstrapServers) {
            consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            bootstrapServers,
                            "group.id",
                            "test-" + UUID.randomUUID(),
                            "auto.offset.reset",
                            "earliest"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            consumer.subscribe(List.of(Topics.STORAGE));
        }

        List<RepositoryLevelChanged> about(String name, int count) {
            await().atMost(PATIENCE).until(() -> {
                listen(100);
                return named(name).count() >= count;
            });
            listen(300);
            return named(name).toList();
        }

        private void listen(int millis) {
            consumer.poll(Duration.ofMillis(millis)).forEach(message -> {
                if (CloudEvents.decode(message.value()).data() instanceof RepositoryLevelChanged changed) {
                    heard.add(changed);
                }
            });
        }

        private Stream<RepositoryLevelChanged> named(String name) {
            return heard.stream().filter(changed -> changed.name().equals(name));
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
