package org.vmc.vm;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.codec.CloudEvents;

/** What was published on a topic, as any consumer of it reads it. */
public final class PublishedFacts implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<CloudEvent> events = new ArrayList<>();

    public PublishedFacts(String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
    }

    /**
     * Facts of a kind about a thing that match; waits for the first, and a moment more for what should not be there.
     */
    public <F extends Payload> List<F> of(UUID subject, Class<F> kind, Predicate<F> which) {
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            read(Duration.ofMillis(100));
            return !matching(subject, kind, which).isEmpty();
        });
        read(Duration.ofMillis(300));
        return matching(subject, kind, which);
    }

    private <F extends Payload> List<F> matching(UUID subject, Class<F> kind, Predicate<F> which) {
        return events.stream()
                .filter(event -> event.subject().equals(subject))
                .map(CloudEvent::data)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .toList();
    }

    private void read(Duration patience) {
        consumer.poll(patience).forEach(message -> events.add(CloudEvents.decode(message.value())));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
