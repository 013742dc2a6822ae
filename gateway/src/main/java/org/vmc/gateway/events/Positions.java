package org.vmc.gateway.events;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.vmc.http.problem.ProblemException;

/**
 * How far a reader has come: for each partition the offset it reads next. As text ({@code build:4;vm:17.3.0}: topic
 * without its prefix, then the offsets of its partitions in order) it is the id of a server-sent event, so a client
 * that comes back with it goes on exactly where it stopped, at any gateway. Immutable.
 */
record Positions(Map<TopicPartition, Long> next) {
    private static final String TOPIC_PREFIX = "vmc.";
    private static final int MAX_PARTITIONS = 1000;
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    static final Positions NONE = new Positions(Map.of());

    Positions {
        next = Map.copyOf(next);
    }

    /** A partition that is not in the map did not exist yet: it is read from its beginning. */
    long of(TopicPartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    /** Has that event been read already? */
    boolean isPast(FeedEvent event) {
        return event.offset() < of(event.partition());
    }

    Positions after(FeedEvent event) {
        var further = new TreeMap<TopicPartition, Long>(ORDER);
        further.putAll(next);
        further.put(event.partition(), event.offset() + 1);
        return new Positions(further);
    }

    String encode() {
        SortedMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
        sorted.putAll(next);
        var topics = new TreeMap<String, String>();
        sorted.forEach((partition, offset) ->
                topics.merge(partition.topic(), offset.toString(), (offsets, more) -> offsets + "." + more));
        return topics.entrySet().stream()
                .map(topic -> topic.getKey().substring(TOPIC_PREFIX.length()) + ":" + topic.getValue())
                .collect(Collectors.joining(";"));
    }

    /** @throws ProblemException 422 naming the header when the text is none of ours */
    static Positions decode(String id) {
        var next = new TreeMap<TopicPartition, Long>(ORDER);
        if (id.isEmpty()) {
            return NONE;
        }
        for (var topic : id.split(";", -1)) {
            var parts = topic.split(":", -1);
            if (parts.length != 2 || !FeedTopics.isKnown(TOPIC_PREFIX + parts[0])) {
                throw refused();
            }
            var partition = 0;
            for (var offset : parts[1].split("\\.", -1)) {
                next.put(new TopicPartition(TOPIC_PREFIX + parts[0], partition++), offset(offset));
                if (next.size() > MAX_PARTITIONS) {
                    throw refused();
                }
            }
        }
        return new Positions(next);
    }

    private static long offset(String text) {
        try {
            var offset = Long.parseLong(text);
            if (offset >= 0) {
                return offset;
            }
        } catch (NumberFormatException notANumber) {
            // refused below
        }
        throw refused();
    }

    private static ProblemException refused() {
        return ProblemException.invalid("Last-Event-ID", "must be the id of an event of this stream");
    }
}
