package org.vmc.e2e.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.codec.CloudEvents;

/**
 * Everything published so far, as a consumer with an inbox sees it: from the beginning, in partition order, an event
 * delivered twice counted once.
 */
public final class Facts implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<CloudEvent> seen = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    public Facts(String brokers, String... topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "group.id", "e2e-" + UUID.randomUUID(),
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "metadata.max.age.ms", "1000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = new ArrayList<TopicPartition>();
        for (String topic : topics) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on until an event matches, at most for the given time; answers all events read so far. */
    public List<CloudEvent> until(Duration atMost, Predicate<CloudEvent> last) {
        var deadline = Instant.now().plus(atMost);
        while (seen.stream().noneMatch(last) && Instant.now().isBefore(deadline)) {
            poll(Duration.ofMillis(100));
        }
        return List.copyOf(seen);
    }

    /** Reads what is there now and answers all events read so far. */
    public List<CloudEvent> now() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(100));
        }
        return List.copyOf(seen);
    }

    private void poll(Duration wait) {
        for (var message : consumer.poll(wait)) {
            var event = CloudEvents.decode(message.value());
            if (ids.add(event.id())) {
                seen.add(event);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
