package org.vmc.storage;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.vmc.contracts.Topics;
import org.vmc.contracts.codec.CloudEvents;

/** What the service told the world. */
final class PublishedFacts {

    private PublishedFacts() {}

    /** Types of the facts about one thing, in order, once there are as many as wanted. */
    static List<String> about(String bootstrapServers, UUID subject, int wanted) {
        var types = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.STORAGE));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (message.key().equals(subject.toString())) {
                        types.add(CloudEvents.decode(message.value()).type());
                    }
                }
                return types.size() >= wanted;
            });
        }
        return types;
    }
}
