package org.vmc.gateway.broker;

import jakarta.inject.Singleton;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes consumers; each connects on its first use and goes on by itself when the broker comes back. */
@Singleton
public class Consumers {
    private static final int LOOK_FOR_TOPICS_MILLIS = 10_000;

    private final String brokers;

    public Consumers(
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:19092") String brokers) {
        this.brokers = brokers;
    }

    /** A consumer whose partitions are assigned by hand. */
    public Consumer<byte[], byte[]> consumer(String clientId) {
        return consumer(properties(clientId));
    }

    /** A consumer that shares the partitions, and where it is in them, with all of its group. */
    public Consumer<byte[], byte[]> member(String group) {
        var properties = properties(group);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // A topic that was not there when it was subscribed to is found by the next look.
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK_FOR_TOPICS_MILLIS);
        return consumer(properties);
    }

    private static Consumer<byte[], byte[]> consumer(Properties properties) {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Properties properties(String clientId) {
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
        return properties;
    }
}
