package org.vmc.gateway.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** How the gateway reads Kafka: partitions by hand and no group, since every gateway sees everything. */
@Singleton
class Reading {
    private static final Logger LOG = Logger.getLogger(Reading.class);
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(5);

    private final String brokers;
    private final ObjectMapper json;

    Reading(
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:19092") String brokers,
            ObjectMapper json) {
        this.brokers = brokers;
        this.json = json;
    }

    /** A new consumer; it connects on its first use and goes on by itself when the broker comes back. */
    Consumer<byte[], byte[]> consumer(String clientId) {
        var properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Where a position is gone, the oldest that is left is the best there is.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, 200);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions there are now; throws Kafka's timeout when the broker does not answer. */
    static Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.listTopics(METADATA_TIMEOUT).entrySet().stream()
                .filter(topic -> FeedTopics.isKnown(topic.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .map((PartitionInfo partition) -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
    }

    /** Empty for a record that is no CloudEvent: one bad record must not stop the stream. */
    Optional<FeedEvent> event(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        try {
            JsonNode event = json.readTree(record.value());
            var type = event.path("type").asText();
            if (!event.isObject() || type.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new FeedEvent(
                    partition, record.offset(), type, event.path("subject").asText(), event.toString()));
        } catch (IOException | IllegalArgumentException notJson) {
            LOG.warnf("%s offset %d is no event: %s", partition, record.offset(), notJson.getMessage());
            return Optional.empty();
        }
    }
}
