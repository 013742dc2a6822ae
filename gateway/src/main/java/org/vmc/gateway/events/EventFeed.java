package org.vmc.gateway.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads all topics of the cluster from the time of its start, in one thread, into the {@link History}. Without a broker
 * it waits for one; a topic that appears later is read from its beginning.
 */
@ApplicationScoped
class EventFeed {
    private static final Logger LOG = Logger.getLogger(EventFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(10);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Reading reading;
    private final History history;
    private final Counter read;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Thread reader;

    EventFeed(Reading reading, EventsConfig config, MeterRegistry metrics) {
        this.reading = reading;
        this.history = new History(config.kept());
        this.read = metrics.counter("vmc.gateway.events.read");
        metrics.gauge("vmc.gateway.events.clients", history, History::subscribers);
        this.reader = Thread.ofPlatform().daemon().name("event-feed").unstarted(this::run);
    }

    History history() {
        return history;
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
            try (var consumer = reading.consumer("vmc-gateway-events")) {
                resume(consumer);
                follow(consumer);
            } catch (KafkaException failure) {
                LOG.warnf("Events are not read now: %s", failure.getMessage());
                isStopped(TRY_AGAIN_AFTER);
            }
        }
    }

    /** A new consumer takes up where the last one stopped. */
    private void resume(Consumer<byte[], byte[]> consumer) {
        consumer.assign(assigned);
        var positions = history.ends();
        assigned.forEach(partition -> consumer.seek(partition, positions.of(partition)));
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        var lookAgain = Instant.EPOCH;
        while (!isStopped(Duration.ZERO)) {
            if (Instant.now().isAfter(lookAgain)) {
                assignNew(consumer);
                lookAgain = Instant.now().plus(LOOK_FOR_PARTITIONS);
            }
            for (var record : consumer.poll(POLL)) {
                read.increment();
                reading.event(record).ifPresent(history::append);
            }
        }
    }

    private void assignNew(Consumer<byte[], byte[]> consumer) {
        var found = Reading.partitions(consumer);
        found.removeAll(assigned);
        if (found.isEmpty()) {
            return;
        }
        var isFirst = assigned.isEmpty();
        var offsets = new HashMap<TopicPartition, Long>();
        if (isFirst) {
            offsets.putAll(consumer.endOffsets(found));
        } else {
            found.forEach(partition -> offsets.put(partition, 0L));
        }
        assigned.addAll(found);
        history.begin(offsets);
        resume(consumer);
        LOG.infof("Reading events of %d partitions", assigned.size());
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
