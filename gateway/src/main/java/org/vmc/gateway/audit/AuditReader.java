package org.vmc.gateway.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.vmc.contracts.Topics;
import org.vmc.contracts.audit.AuditFact;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.gateway.broker.Consumers;

/**
 * Reads {@code vmc.audit} into the {@link AuditTrail}, in one thread. How far it is stands with Kafka, and is said only
 * after the rows are committed: killed in between, it reads some again, which changes nothing. Several gateways share
 * the work.
 */
@ApplicationScoped
class AuditReader {
    private static final Logger LOG = Logger.getLogger(AuditReader.class);
    private static final String GROUP = "vmc-gateway-audit";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Consumers consumers;
    private final AuditTrail trail;
    private final AuditConfig config;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread reader;
    private Instant forgetNext = Instant.EPOCH;

    AuditReader(Consumers consumers, AuditTrail trail, AuditConfig config) {
        this.consumers = consumers;
        this.trail = trail;
        this.config = config;
        this.reader = Thread.ofPlatform().daemon().name("audit-reader").unstarted(this::run);
    }

    void start(@Observes StartupEvent started) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped.countDown();
        reader.join(POLL.multipliedBy(4));
    }

    private void run() {
        while (!isStopped(Duration.ZERO)) {
            try (var consumer = consumers.member(GROUP)) {
                consumer.subscribe(List.of(Topics.AUDIT));
                follow(consumer);
            } catch (KafkaException | JdbiException failure) {
                LOG.warnf("The audit trail is not kept up now: %s", failure.getMessage());
                isStopped(TRY_AGAIN_AFTER);
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        while (!isStopped(Duration.ZERO)) {
            var records = consumer.poll(POLL);
            var entries = StreamSupport.stream(records.spliterator(), false)
                    .flatMap(record -> entry(record).stream())
                    .toList();
            if (!entries.isEmpty()) {
                trail.keep(entries);
            }
            if (!records.isEmpty()) {
                consumer.commitSync();
            }
            if (Instant.now().isAfter(forgetNext)) {
                trail.forget(Instant.now().minus(config.kept()));
                forgetNext = Instant.now().plus(FORGET_EVERY);
            }
        }
    }

    /** Empty for what is no audit fact: one bad record must not hold up the others. */
    static Optional<AuditEntry> entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            var event = CloudEvents.decode(record.value());
            return event.data() instanceof AuditFact fact ? Optional.of(AuditEntry.of(event, fact)) : Optional.empty();
        } catch (MalformedEventException unreadable) {
            LOG.warnf("%s-%d offset %d is no event", record.topic(), record.partition(), record.offset());
            return Optional.empty();
        }
    }

    private boolean isStopped(Duration wait) {
        try {
            return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
