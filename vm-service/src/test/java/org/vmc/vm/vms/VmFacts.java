package org.vmc.vm.vms;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.Topics;
import org.vmc.vm.TopicReader;

/** What was published about VMs, or on another topic, as any consumer of it reads it. */
public final class VmFacts implements AutoCloseable {

    private final TopicReader reader;
    private final List<CloudEvent> events = new ArrayList<>();

    public VmFacts() {
        this(Topics.VM);
    }

    VmFacts(String topic) {
        reader = new TopicReader(topic);
    }

    /** Facts of a VM in order, at least so many; waits for them, and a moment more for what should not be there. */
    List<Payload> of(Vm vm, int count) {
        return of(vm.id, count);
    }

    /** The same of another subject. */
    public List<Payload> of(UUID subject, int count) {
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            read(Duration.ofMillis(100));
            return eventsOf(subject).size() >= count;
        });
        read(Duration.ofMillis(300));
        return eventsOf(subject).stream().map(CloudEvent::data).toList();
    }

    /** What has been read of a VM so far. */
    List<CloudEvent> eventsOf(Vm vm) {
        return eventsOf(vm.id);
    }

    private List<CloudEvent> eventsOf(UUID subject) {
        return events.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    private void read(Duration patience) {
        events.addAll(reader.read(patience));
    }

    @Override
    public void close() {
        reader.close();
    }
}
