package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Topics;
import org.vmc.contracts.operation.OperationAccepted;
import org.vmc.contracts.operation.OperationFinished;
import org.vmc.contracts.vm.VmPaused;
import org.vmc.contracts.vm.VmResumed;
import org.vmc.contracts.vm.VmStarted;
import org.vmc.contracts.vm.VmStopped;
import org.vmc.contracts.vm.VmSuspended;
import org.vmc.contracts.vm.VmUnpaused;
import org.vmc.operations.engine.Operation;
import org.vmc.vm.TopicReader;

/** What was published about VMs and operations, each event once, compared with what happened. */
final class HistoryFacts implements AutoCloseable {

    private static final Set<Class<?>> ABOUT_POWER = Set.of(
            VmStarted.class, VmStopped.class, VmPaused.class, VmUnpaused.class, VmSuspended.class, VmResumed.class);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final TopicReader reader;
    private final Map<UUID, List<CloudEvent>> events = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();

    HistoryFacts() {
        reader = new TopicReader(Topics.VM, Topics.OPERATION);
    }

    void assertTrue(List<History> histories) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            read();
            return histories.stream()
                    .flatMap(history -> history.operations().stream())
                    .allMatch(operation ->
                            !of(operation.id(), OperationFinished.class).isEmpty());
        });
        read();
        for (var history : histories) {
            history.operations().forEach(this::assertAcceptedThenFinishedOnce);
            if (!history.operations().isEmpty()) {
                assertToldOfTheVm(history);
            }
        }
    }

    private void assertAcceptedThenFinishedOnce(Operation operation) {
        var all = events.getOrDefault(operation.id(), List.of());
        assertThat(all.getFirst().data()).isInstanceOf(OperationAccepted.class);
        assertThat(of(operation.id(), OperationAccepted.class)).hasSize(1);
        var finished = of(operation.id(), OperationFinished.class);
        assertThat(finished).as("ends of %s", operation).hasSize(1);
        assertThat(all.getLast()).as("last word about %s", operation).isEqualTo(finished.getFirst());
        assertThat(((OperationFinished) finished.getFirst().data()).state().name())
                .isEqualTo(operation.state().name());
    }

    private void assertToldOfTheVm(History history) {
        var id = history.operations().getLast().target().id();
        var told = events.getOrDefault(id, List.of()).stream()
                .map(event -> event.data().getClass())
                .toList();
        var ofDeeds = told.stream()
                .filter(type -> Deed.FACTS.contains(type))
                .sorted(Comparator.comparing(Class::getSimpleName))
                .toList();
        var expected = history.facts().stream()
                .sorted(Comparator.comparing(Class::getSimpleName))
                .toList();
        assertThat(ofDeeds.toString())
                .as("facts %s of %s", told, history.told())
                .isEqualTo(expected.toString());
        var aboutPower = told.stream().filter(ABOUT_POWER::contains).toList();
        for (int n = 1; n < aboutPower.size(); n++) {
            assertThat(aboutPower.get(n))
                    .as("power facts %s of %s", aboutPower, history.told())
                    .isNotEqualTo(aboutPower.get(n - 1));
        }
    }

    private List<CloudEvent> of(UUID subject, Class<?> type) {
        return new ArrayList<>(events.getOrDefault(subject, List.of()))
                .stream().filter(event -> type.isInstance(event.data())).toList();
    }

    private void read() {
        for (var read = reader.read(PAUSE); !read.isEmpty(); read = reader.read(PAUSE)) {
            read.stream()
                    .filter(event -> known.add(event.source() + " " + event.id()))
                    .forEach(event -> events.computeIfAbsent(event.subject(), none -> new ArrayList<>())
                            .add(event));
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
