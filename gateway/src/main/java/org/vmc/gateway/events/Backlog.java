package org.vmc.gateway.events;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import org.apache.kafka.common.TopicPartition;

/** Reads what is no longer kept in memory from Kafka again, for a client that was away for long. */
@Singleton
class Backlog {
    private static final Duration POLL = Duration.ofMillis(500);

    /** Takes one event of the past; may be slow, may fail when the client is gone. */
    interface Receiver {
        void receive(FeedEvent event, Positions after) throws IOException, InterruptedException;
    }

    private final Reading reading;

    Backlog(Reading reading) {
        this.reading = reading;
    }

    /**
     * Hands over all events from one position to another, partition by partition in order.
     *
     * @return where the client stands now: not before {@code until}
     */
    Positions read(Positions from, Positions until, Receiver receiver) throws IOException, InterruptedException {
        try (var consumer = reading.consumer("vmc-gateway-backlog")) {
            var behind = new HashMap<TopicPartition, Long>();
            until.next().forEach((partition, end) -> {
                if (from.of(partition) < end) {
                    behind.put(partition, end);
                }
            });
            // A broker that lost its data has nothing up to there any more.
            consumer.endOffsets(behind.keySet()).forEach((partition, end) -> behind.merge(partition, end, Math::min));
            consumer.assign(behind.keySet());
            behind.keySet().forEach(partition -> consumer.seek(partition, from.of(partition)));
            var position = from;
            while (!behind.isEmpty()) {
                for (var record : consumer.poll(POLL)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    var end = behind.get(partition);
                    var event = reading.event(record);
                    if (end == null || record.offset() >= end || event.isEmpty()) {
                        continue;
                    }
                    position = position.after(event.get());
                    receiver.receive(event.get(), position);
                }
                behind.entrySet().removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue());
                consumer.assign(behind.keySet());
            }
            return reached(position, until);
        }
    }

    private static Positions reached(Positions position, Positions until) {
        var further = new HashMap<>(position.next());
        until.next().forEach((partition, end) -> further.merge(partition, end, Math::max));
        return new Positions(further);
    }
}
