package org.vmc.operations.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.Topics;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.operation.OperationProgressed;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class OutboxTest {
    @Inject
    Outbox outbox;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @Test
    void aFactOfACommittedTransactionReachesItsTopicOnceInOrderUnderItsSubject() {
        var subject = UUID.randomUUID();
        for (int count = 1; count <= 20; count++) {
            var message = "progress " + count;
            QuarkusTransaction.requiringNew().run(() -> outbox.publish(progressed(subject, message), subject, subject));
        }

        var records = consume(subject, 20);

        assertThat(records).allSatisfy(message -> assertThat(message.key()).isEqualTo(subject.toString()));
        assertThat(records.stream()
                        .map(message -> CloudEvents.decode(message.value()))
                        .map(event -> ((OperationProgressed) event.data()).message()))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 20)
                        .mapToObj(count -> "progress " + count)
                        .toList());
        assertThat(records.stream()
                        .map(message -> CloudEvents.decode(message.value()).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFactOfARolledBackTransactionIsNeverPublished() {
        var subject = UUID.randomUUID();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.publish(progressed(subject, "never happened"), subject, subject);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(progressed(subject, "happened"), subject, subject));

        var records = consume(subject, 1);

        assertThat(records.stream().map(message -> ((OperationProgressed)
                                CloudEvents.decode(message.value()).data())
                        .message()))
                .containsExactly("happened");
    }

    @Test
    void aFactThatTheBrokerRefusesForGoodIsSetAsideAndTheOthersGoOn() {
        var subject = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.publish(progressed(subject, "before"), subject, subject);
            outbox.publish(progressed(subject, "x".repeat(2_000_000)), subject, subject);
            outbox.publish(progressed(subject, "after"), subject, subject);
        });

        var records = consume(subject, 2);

        assertThat(records.stream().map(message -> ((OperationProgressed)
                                CloudEvents.decode(message.value()).data())
                        .message()))
                .containsExactly("before", "after");
        assertThat(refusalsOf(subject)).singleElement().asString().contains("RecordTooLarge");
    }

    private List<String> refusalsOf(UUID subject) {
        return Jdbi.create(dataSource)
                .withHandle(handle -> handle.createQuery("select reason from outbox_refused where subject = :subject")
                        .bind("subject", subject.toString())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void aFactCannotBeLeftOutsideATransaction() {
        var subject = UUID.randomUUID();
        assertThatThrownBy(() -> outbox.publish(progressed(subject, "lost"), subject, subject))
                .hasMessageContaining("ransaction");
    }

    private static OperationProgressed progressed(UUID subject, String message) {
        return new OperationProgressed(subject, "FillShelf", "shelf", subject, "shelf", 0.5, "first", message);
    }

    /** Reads the topic from its beginning until the subject has that many records. */
    private List<ConsumerRecord<String, byte[]>> consume(UUID subject, int wanted) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        var deadline = Instant.now().plus(Duration.ofSeconds(20));
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.OPERATION));
            while (found.size() < wanted && Instant.now().isBefore(deadline)) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (subject.toString().equals(message.key())) {
                        found.add(message);
                    }
                }
            }
        }
        return found;
    }
}
