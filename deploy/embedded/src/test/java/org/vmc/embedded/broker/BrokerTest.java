package org.vmc.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {

    @TempDir
    Path directory;

    @Test
    void keepsItsRecordsAndPortAcrossKill() throws Exception {
        try (Broker broker = Broker.start(directory.resolve("kafka"), 0)) {
            int port = broker.port();
            send(broker, "before the kill");

            broker.kill();
            broker.restart();
            send(broker, "after the kill");

            assertThat(broker.port()).isEqualTo(port);
            assertThat(read(broker, 2)).containsExactly("before the kill", "after the kill");
        }
    }

    @Test
    void hasTheTopicsOfVmcAndContinuesWhatItFinds() throws Exception {
        Path data = directory.resolve("kafka");
        try (Broker first = Broker.start(data, 0)) {
            send(first, "kept");
        }
        try (Broker second = Broker.start(data, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", second.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).containsAll(VmcTopics.PARTITIONS.keySet());
            assertThat(read(second, 1)).containsExactly("kept");
        }
    }

    @Test
    void saysWhyItDoesNotStart() {
        try (Broker broker = Broker.start(directory.resolve("one"), 0)) {
            assertThatThrownBy(() -> Broker.start(directory.resolve("two"), broker.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + broker.port())
                    .hasMessageContaining("Address already in use");
        }
    }

    private static void send(Broker broker, String value) throws Exception {
        Map<String, Object> configuration = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("vmc.vm", "subject", value)).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> read(Broker broker, int count) {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("vmc.vm"));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
