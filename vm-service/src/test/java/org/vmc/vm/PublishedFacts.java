package org.vmc.vm;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;

/** What was published on a topic, as any consumer of it reads it. */
public final class PublishedFacts implements AutoCloseable {

    private final TopicReader reader;
    private final List<CloudEvent> events = new ArrayList<>();

    public PublishedFacts(String topic) {
        reader = new TopicReader(topic);
    }

    /**
     * Facts of a kind about a thing that match; waits for the first, and a moment more for what should not be there.
     */
    public <F extends Payload> List<F> of(UUID subject, Class<F> kind, Predicate<F> which) {
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            read(Duration.ofMillis(100));
            return !matching(subject, kind, which).isEmpty();
        });
        read(Duration.ofMillis(300));
        return matching(subject, kind, which);
    }

    private <F extends Payload> List<F> matching(UUID subject, Class<F> kind, Predicate<F> which) {
        return events.stream()
                .filter(event -> event.subject().equals(subject))
                .map(CloudEvent::data)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .toList();
    }

    private void read(Duration patience) {
        events.addAll(reader.read(patience));
    }

    @Override
    public void close() {
        reader.close();
    }
}
