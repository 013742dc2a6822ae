package org.vmc.vm.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.Topics;
import org.vmc.contracts.build.WorkersReleased;
import org.vmc.contracts.build.WorkersRequested;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.vm.VmCreateFailed;
import org.vmc.contracts.vm.VmDeleted;
import org.vmc.contracts.vm.VmReady;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.LabStorage;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class WorkersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Operations operations;

    @Inject
    Inventory inventory;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final UUID build = UUID.randomUUID();
    private final UUID correlation = UUID.randomUUID();
    private LabClient lab;
    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> consumer;

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "test-" + correlation,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        producer.close();
        consumer.close();
        lab.clearFaults();
        lab.close();
    }

    @Test
    void createsWorkersOnDifferentHostsAndReleasesThem() {
        publish(requested(3, List.of("h1")));

        var ready = facts(VmReady.class, 3);
        assertThat(ready).extracting(VmReady::hostName).containsExactlyInAnyOrder("h2", "h3", "h4");
        assertThat(ready).allSatisfy(vm -> {
            assertThat(vm.template()).isEqualTo("build-worker");
            assertThat(vm.owner()).isEqualTo("ana");
            assertThat(vm.team()).isEqualTo("compilers");
            assertThat(vm.address()).startsWith("127.77.");
        });
        ready.forEach(vm -> assertThat(lab.named(vm.name())).hasSize(1));

        publish(new WorkersReleased(build, "the build is over"));

        assertThat(facts(VmDeleted.class, 3))
                .extracting(VmDeleted::vmId)
                .containsExactlyInAnyOrderElementsOf(
                        ready.stream().map(VmReady::vmId).toList());
        ready.forEach(vm -> assertThat(lab.named(vm.name())).isEmpty());
    }

    @Test
    void handlesARequestOnceHoweverOftenItIsDelivered() {
        var request = event(requested(2, List.of()));
        send(request);
        send(request);
        send(request);

        facts(VmReady.class, 2);

        send(event(new WorkersReleased(build, "over")));
        facts(VmDeleted.class, 2);
        assertThat(ofThisBuild().stream().filter(operation -> operation.kind().equals("CreateVm")))
                .hasSize(2);
    }

    @Test
    void cancelsCreationsThatStillRunWhenWorkersAreReleased() {
        lab.delay("VM.provision", Duration.ofSeconds(2));
        publish(requested(1, List.of()));
        await().atMost(PATIENCE).until(() -> ofThisBuild().stream().anyMatch(WorkersTest::provisions));

        publish(new WorkersReleased(build, "nobody wants them any more"));

        facts(VmCreateFailed.class, 1);
        await().atMost(PATIENCE).until(() -> ofThisBuild().stream()
                .allMatch(operation -> operation.state().isEnded()));
        assertThat(lab.vms()).noneMatch(vm -> vm.name().startsWith("build-" + tail()));
        assertThat(ofThisBuild()).allSatisfy(operation -> assertThat(lab.named("vmc-" + operation.id()))
                .isEmpty());
    }

    @Test
    void saysWhyWorkersCannotBeHad() {
        publish(new WorkersRequested(build, 2, "build-worker", "huge", true, List.of(), "ana", "compilers", 3600));

        assertThat(facts(VmCreateFailed.class, 2))
                .allSatisfy(fact -> assertThat(fact.reason()).contains("huge", "standard.small"));
    }

    @Test
    void saysThatTheStorageIsFull() {
        try (var storage = LabStorage.connected()) {
            storage.fill("Shared storage");
            await().atMost(PATIENCE).until(() -> inventory
                    .pool("lab")
                    .flatMap(PoolSnapshot::defaultStorage)
                    .filter(sr -> sr.physicalUtilisationBytes() == sr.physicalSizeBytes())
                    .isPresent());

            publish(requested(2, List.of()));

            assertThat(facts(VmCreateFailed.class, 2))
                    .allSatisfy(fact -> assertThat(fact.reason()).contains("SR Shared storage is full"));
        }
        lab.clearFaults();
        await().atMost(PATIENCE).until(() -> inventory
                .pool("lab")
                .flatMap(PoolSnapshot::defaultStorage)
                .filter(sr -> sr.physicalUtilisationBytes() < sr.physicalSizeBytes() / 2)
                .isPresent());
    }

    @Test
    void saysThatATemplateIsUnknown() {
        publish(new WorkersRequested(build, 1, "no-such", "t1.micro", true, List.of(), "ana", "compilers", 3600));

        assertThat(facts(VmCreateFailed.class, 1))
                .allSatisfy(fact -> assertThat(fact.reason()).contains("no-such"));
    }

    @Test
    void saysThatNamesAreTakenAndGoesOn() {
        publish(requested(1, List.of()));
        var ready = facts(VmReady.class, 1).getFirst();

        publish(requested(1, List.of()));

        assertThat(facts(VmCreateFailed.class, 1)).allSatisfy(fact -> {
            assertThat(fact.name()).isEqualTo(ready.name());
            assertThat(fact.reason()).contains(ready.name());
        });
        publish(new WorkersReleased(build, "over"));
        facts(VmDeleted.class, 1);
    }

    @Test
    void putsWhatItCannotReadAsideAndGoesOn() {
        var garbage = ("{\"not\": \"a cloud event " + correlation + "\"}").getBytes(StandardCharsets.UTF_8);
        send(build.toString(), garbage);
        publish(new WorkersRequested(build, 1, "build-worker", "huge", true, List.of(), "ana", "compilers", 3600));

        facts(VmCreateFailed.class, 1);
        awaitDeadLetter();
    }

    @Test
    void putsWhatItCannotAnswerAsideAndGoesOn() {
        send(event(requested(1, List.of())).withCorrelationId("no uuid " + correlation));
        send(event(new WorkersReleased(build, "over")).withCorrelationId("no uuid " + correlation));
        publish(new WorkersRequested(build, 1, "build-worker", "huge", true, List.of(), "ana", "compilers", 3600));

        facts(VmCreateFailed.class, 1);
        awaitDeadLetter();
    }

    private void awaitDeadLetter() {
        consumer.subscribe(List.of(Topics.DEAD_LETTERS));
        List<String> dead = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(Duration.ofMillis(200))
                    .forEach(letter -> dead.add(new String(letter.value(), StandardCharsets.UTF_8)));
            return dead.stream().anyMatch(letter -> letter.contains(correlation.toString()));
        });
    }

    private WorkersRequested requested(int count, List<String> avoid) {
        return new WorkersRequested(build, count, "build-worker", "t1.micro", true, avoid, "ana", "compilers", 3600);
    }

    private void publish(Payload payload) {
        send(event(payload));
    }

    private CloudEvent event(Payload payload) {
        return CloudEvent.of(URI.create("/vmc/build-service"), Instant.now(), payload)
                .withCorrelationId(correlation.toString());
    }

    private void send(CloudEvent event) {
        send(event.subject().toString(), CloudEvents.encode(event));
    }

    private void send(String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(Topics.REQUESTS, key, value)).get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String tail() {
        return build.toString().substring(28);
    }

    private List<Operation> ofThisBuild() {
        return operations.list(OperationFilter.ofRequest(correlation));
    }

    private static boolean provisions(Operation operation) {
        return operation.steps().stream().anyMatch(step -> step.name().equals("provision") && step.begunAt() != null);
    }

    /** Waits until so many facts of this type carry the build's correlation id, and asserts that there are no more. */
    private <T extends Payload> List<T> facts(Class<T> type, int count) {
        consumer.subscribe(List.of(Topics.VM));
        consumer.poll(Duration.ofMillis(200));
        consumer.seekToBeginning(consumer.assignment());
        Map<String, T> facts = new LinkedHashMap<>();
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                var event = CloudEvents.decode(message.value());
                if (correlation.toString().equals(event.correlationId()) && type.isInstance(event.data())) {
                    facts.put(event.id(), type.cast(event.data()));
                }
            });
            return facts.size() >= count;
        });
        assertThat(facts)
                .as(facts.values().stream().map(Object::toString).collect(Collectors.joining("\n")))
                .hasSize(count);
        return List.copyOf(facts.values());
    }
}
