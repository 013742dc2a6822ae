package org.vmc.contracts.codec;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Payload;
import org.vmc.contracts.audit.AuditFact;
import org.vmc.contracts.build.BuildFact;
import org.vmc.contracts.build.BuildRequest;
import org.vmc.contracts.host.HostFact;
import org.vmc.contracts.operation.OperationFact;
import org.vmc.contracts.storage.StorageFact;
import org.vmc.contracts.storage.StorageRequest;
import org.vmc.contracts.vm.VmFact;

/** Every event type this version knows: type string, topic and record. Immutable. */
public final class EventCatalogue {

    private static final List<Class<? extends Payload>> AREAS = List.of(
            VmFact.class,
            HostFact.class,
            StorageFact.class,
            StorageRequest.class,
            BuildFact.class,
            BuildRequest.class,
            OperationFact.class,
            AuditFact.class);

    private static final Map<String, Entry> BY_TYPE = AREAS.stream()
            .flatMap(area -> Stream.of(Objects.requireNonNull(area.getPermittedSubclasses())))
            .map(EventCatalogue::entry)
            .collect(Collectors.toUnmodifiableMap(Entry::type, Function.identity()));

    private EventCatalogue() {}

    /**
     * One known type.
     *
     * @param type CloudEvents type string
     * @param topic Kafka topic
     * @param summary when it is published
     * @param payload record its data is read into
     */
    public record Entry(String type, String topic, String summary, Class<? extends Payload> payload) {}

    /** Empty when this version does not know the type. */
    public static Optional<Entry> find(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** All types, ordered by type string. */
    public static List<Entry> entries() {
        return BY_TYPE.values().stream()
                .sorted(Comparator.comparing(Entry::type))
                .toList();
    }

    /** Topics that carry known types, ordered. */
    public static List<String> topics() {
        return BY_TYPE.values().stream().map(Entry::topic).distinct().sorted().toList();
    }

    private static Entry entry(Class<?> permitted) {
        Class<? extends Payload> payload = permitted.asSubclass(Payload.class);
        EventType declared = Objects.requireNonNull(
                payload.getAnnotation(EventType.class), () -> payload.getName() + " carries no @EventType");
        return new Entry(declared.value(), declared.topic(), declared.summary(), payload);
    }

    /** Names of the fields that must be present in the data of a known type. */
    static List<String> requiredFields(Class<?> payload) {
        return Arrays.stream(payload.getRecordComponents())
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .toList();
    }
}
