package org.vmc.gateway.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.vmc.gateway.broker.Consumers;

/** How the gateway reads Kafka: partitions by hand and no group, since every gateway sees everything. */
@Singleton
class Reading {
    private static final Logger LOG = Logger.getLogger(Reading.class);
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(5);

    private final Consumers consumers;
    private final ObjectMapper json;

    Reading(Consumers consumers, ObjectMapper json) {
        this.consumers = consumers;
        this.json = json;
    }

    Consumer<byte[], byte[]> consumer(String clientId) {
        return consumers.consumer(clientId);
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
