package org.vmc.storage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.contracts.storage.RepositoryCreateFailed;
import org.vmc.contracts.storage.RepositoryCreated;
import org.vmc.contracts.storage.RepositoryForgotten;
import org.vmc.contracts.storage.RepositoryKept;
import org.vmc.contracts.storage.RepositoryReleased;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.contracts.storage.StorageRequest;

/**
 * Answers requests for SRs on a real broker as vm-service does: each made once and forgotten once, kept while a disk is
 * on it. How it answers is told by the name of the SR.
 */
public final class VmServiceStandIn {

    private static final URI SOURCE = URI.create("/vmc/vm-service");

    private static @Nullable VmServiceStandIn running;

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<UUID, RepositoryRequested> there = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final Map<String, String> disks = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

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
        consumer.subscribe(List.of(Topics.REQUESTS));
        Thread.ofPlatform().name("vm-service-stand-in").daemon().start(this::serve);
    }

    /** The one of this test run. */
    public static synchronized VmServiceStandIn at(String bootstrapServers) {
        if (running == null) {
            running = new VmServiceStandIn(bootstrapServers);
        }
        return running;
    }

    /** The pool has this SR already. */
    public void has(RepositoryRequested made) {
        there.put(made.publicationId(), made);
    }

    /** SRs of this name are not made, for this reason. */
    public void refuse(String name, String reason) {
        refusals.put(name, reason);
    }

    /** Nothing is said of the making of an SR of this name. */
    public void beSilentAbout(String name) {
        silent.add(name);
    }

    /** A disk lies on the SR of this name. */
    public void putDisk(String name, String disk) {
        disks.put(name, disk);
    }

    public void removeDisk(String name) {
        disks.remove(name);
    }

    /** What the pool has under this name. */
    public Optional<RepositoryRequested> named(String name) {
        return there.values().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private void serve() {
        while (true) {
            for (var message : consumer.poll(Duration.ofMillis(100))) {
                try {
                    var event = CloudEvents.decode(message.value());
                    if (event.data() instanceof StorageRequest request) {
                        answer(request).ifPresent(fact -> publish(fact, event));
                    }
                } catch (MalformedEventException ofOthers) {
                    // Tests of other modules leave on the shared topics what is to be refused.
                }
            }
        }
    }

    private Optional<Payload> answer(StorageRequest request) {
        return switch (request) {
            case RepositoryRequested wanted -> make(wanted);
            case RepositoryReleased gone -> Optional.of(forget(gone));
        };
    }

    private Optional<Payload> make(RepositoryRequested wanted) {
        var refusal = refusals.get(wanted.name());
        if (refusal != null) {
            return Optional.of(
                    new RepositoryCreateFailed(wanted.publicationId(), wanted.name(), wanted.pool(), refusal));
        }
        there.put(wanted.publicationId(), wanted);
        return silent.contains(wanted.name())
                ? Optional.empty()
                : Optional.of(
                        new RepositoryCreated(wanted.publicationId(), UUID.randomUUID(), wanted.name(), wanted.pool()));
    }

    private Payload forget(RepositoryReleased released) {
        var disk = disks.get(released.name());
        if (disk != null) {
            return new RepositoryKept(
                    released.publicationId(),
                    released.name(),
                    released.pool(),
                    "1 disks are on the SR %s: %s.".formatted(released.name(), disk));
        }
        there.remove(released.publicationId());
        return new RepositoryForgotten(released.publicationId(), released.name(), released.pool());
    }

    /** Twice, as a broker may deliver it. */
    private void publish(Payload fact, CloudEvent request) {
        var event = CloudEvent.of(SOURCE, Instant.now(), fact).withCorrelationId(request.correlationId());
        for (var delivery = 0; delivery < 2; delivery++) {
            var message = new ProducerRecord<>(Topics.STORAGE, fact.subject().toString(), CloudEvents.encode(event));
            message.headers().add("content-type", CloudEvents.CONTENT_TYPE.getBytes(StandardCharsets.US_ASCII));
            producer.send(message);
        }
        producer.flush();
    }
}
