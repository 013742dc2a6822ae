package org.vmc.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.contracts.Topics;
import org.vmc.embedded.broker.Broker;
import org.vmc.gateway.broker.Consumers;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;

class BrokerLossTest {
    private static final Caller ANA = new Caller("ana", Role.ENGINEER, "t");

    @TempDir
    Path directory;

    @Test
    void streamOutlivesTheBroker() throws Exception {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(EventsConfig.class)
                .build()
                .getConfigMapping(EventsConfig.class);
        try (var broker = Broker.start(directory.resolve("kafka"), 0)) {
            var feed = new EventFeed(
                    new Reading(new Consumers(broker.bootstrapServers()), new ObjectMapper()),
                    config,
                    new SimpleMeterRegistry());
            broker.kill();
            feed.start(new StartupEvent());
            var subscription = new Subscription(EventFilter.of(ANA, null, null), config.maxWaiting());
            feed.history().subscribe(subscription);

            broker.restart();
            assertThat(feed.history().hasBegun(Duration.ofSeconds(30))).isTrue();
            publish(broker, 1, 3);
            assertThat(received(subscription, 3)).containsExactly(1, 2, 3);

            broker.kill();
            broker.restart();
            publish(broker, 4, 6);
            assertThat(received(subscription, 3)).containsExactly(4, 5, 6);
            feed.stop(new ShutdownEvent());
        }
    }

    private static void publish(Broker broker, int first, int last) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var subject = UUID.randomUUID().toString();
            for (var number : IntStream.rangeClosed(first, last).toArray()) {
                var event =
                        "{\"type\":\"org.vmc.vm.ready.v1\",\"subject\":\"%s\",\"data\":%d}".formatted(subject, number);
                producer.send(new ProducerRecord<>(Topics.VM, subject, event)).get();
            }
        }
    }

    private static List<Integer> received(Subscription subscription, int count) throws InterruptedException {
        var numbers = new ArrayList<Integer>();
        var deadline = Instant.now().plusSeconds(40);
        while (numbers.size() < count && Instant.now().isBefore(deadline)) {
            var delivery = subscription.next(Duration.ofSeconds(1));
            if (delivery != null && delivery.event() != null) {
                numbers.add(Integer.valueOf(delivery.event().json().replaceAll(".*\"data\":(\\d+).*", "$1")));
            }
        }
        return numbers;
    }
}
