package org.vmc.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.codec.CloudEvents;

/** Reads topics from their beginning, as any consumer does. */
public final class TopicReader implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;

    public TopicReader(String... topics) {
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
        consumer.subscribe(List.of(topics));
    }

    /** What comes next within this time; empty when nothing does. */
    public List<CloudEvent> read(Duration patience) {
        var events = new ArrayList<CloudEvent>();
        consumer.poll(patience).forEach(message -> events.add(CloudEvents.decode(message.value())));
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
