package org.vmc.build.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.Topics;
import org.vmc.contracts.build.BuildFact;
import org.vmc.contracts.build.WorkersReleased;
import org.vmc.contracts.build.WorkersRequested;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.contracts.host.HostFact;
import org.vmc.contracts.vm.VmCreateFailed;
import org.vmc.contracts.vm.VmReady;

/**
 * Answers requests for workers on a real broker as vm-service does, from VMs that are there already. Each request is
 * answered for each wanted worker by {@link #answering}.
 */
public final class VmServiceStandIn {
    private static final URI SOURCE = URI.create("/vmc/vm-service");

    private static @Nullable VmServiceStandIn running;

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<UUID, WorkersRequested> requests = new ConcurrentHashMap<>();
    private final Map<UUID, List<WorkersReleased>> releases = new ConcurrentHashMap<>();
    private final Map<UUID, List<BuildFact>> facts = new ConcurrentHashMap<>();
    private volatile BiFunction<WorkersRequested, Integer, Payload> answering = VmServiceStandIn::ready;

    private VmServiceStandIn(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "vm-service-stand-in-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer.subscribe(List.of(Topics.REQUESTS, Topics.BUILD));
        Thread.ofPlatform().name("vm-service-stand-in").daemon().start(this::serve);
    }

    /** The one of this test run, answering {@link #ready}; it must not answer a request a second time. */
    public static synchronized VmServiceStandIn at(String bootstrapServers) {
        if (running == null) {
            running = new VmServiceStandIn(bootstrapServers);
        }
        running.answering(VmServiceStandIn::ready);
        return running;
    }

    /** The worker with that number, from 0, of a request is ready, on the loopback address of that number. */
    public static Payload ready(WorkersRequested request, int number) {
        return readyAt(request, number, LoopbackCluster.WORKERS.get(number % LoopbackCluster.WORKERS.size()));
    }

    /** The worker with that number is ready at that address. */
    public static Payload readyAt(WorkersRequested request, int number, String address) {
        return new VmReady(
                id(request, number),
                "worker-" + number,
                "host-" + number,
                address,
                1,
                512,
                request.template(),
                request.owner(),
                request.team());
    }

    /** The worker with that number could not be created. */
    public static Payload failed(WorkersRequested request, int number) {
        return new VmCreateFailed(id(request, number), "worker-" + number, "No host has 512 MiB free.");
    }

    /** What is said of each wanted worker from now on. */
    public void answering(BiFunction<WorkersRequested, Integer, Payload> answer) {
        answering = answer;
    }

    /** The request of a build, if it has come. */
    public Optional<WorkersRequested> request(UUID buildId) {
        return Optional.ofNullable(requests.get(buildId));
    }

    /**
     * How often a build has given its workers back. What it says again about a worker that became ready after that is
     * not counted: whether one does is a matter of time.
     */
    public int releases(UUID buildId) {
        return Math.toIntExact(releases.getOrDefault(buildId, List.of()).stream()
                .filter(release -> !release.reason().contains("before the worker was ready"))
                .count());
    }

    /** What has been said about a build, in order. */
    public List<BuildFact> facts(UUID buildId) {
        return List.copyOf(facts.getOrDefault(buildId, List.of()));
    }

    /** Publishes a fact that nobody asked for. */
    public void publish(Payload fact, UUID correlationId) {
        var event = CloudEvent.of(SOURCE, Instant.now(), fact).withCorrelationId(correlationId.toString());
        var topic = fact instanceof HostFact ? Topics.HOST : Topics.VM;
        var message = new ProducerRecord<>(topic, fact.subject().toString(), CloudEvents.encode(event));
        // As the outbox sends it: a connector may want to take such a message apart.
        message.headers().add("content-type", CloudEvents.CONTENT_TYPE.getBytes(StandardCharsets.US_ASCII));
        producer.send(message);
        producer.flush();
    }

    private void serve() {
        while (true) {
            for (var message : consumer.poll(Duration.ofMillis(200))) {
                decoded(message.value()).ifPresent(this::handle);
            }
        }
    }

    /** Other modules' tests ask on the same topics, some of them for what nobody can answer. */
    private static boolean isOfABuild(CloudEvent event) {
        return String.valueOf(event.correlationId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                || !(event.data() instanceof WorkersRequested);
    }

    /** Empty for what the tests of other modules leave on the shared topics to be refused. */
    private static Optional<CloudEvent> decoded(byte[] value) {
        try {
            return Optional.of(CloudEvents.decode(value)).filter(VmServiceStandIn::isOfABuild);
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private void handle(CloudEvent event) {
        switch (event.data()) {
            case WorkersRequested request -> {
                requests.put(request.buildId(), request);
                var correlation = UUID.fromString(String.valueOf(event.correlationId()));
                for (var number = 0; number < request.count(); number++) {
                    publish(answering.apply(request, number), correlation);
                }
            }
            case WorkersReleased release ->
                releases.computeIfAbsent(release.buildId(), id -> new CopyOnWriteArrayList<>())
                        .add(release);
            case BuildFact fact ->
                facts.computeIfAbsent(fact.subject(), id -> new CopyOnWriteArrayList<>())
                        .add(fact);
            default -> {}
        }
    }

    /** The same worker of the same request always has the same id, as it has with vm-service. */
    private static UUID id(WorkersRequested request, int number) {
        return UUID.nameUUIDFromBytes((request.buildId() + "/" + number).getBytes(StandardCharsets.UTF_8));
    }
}
