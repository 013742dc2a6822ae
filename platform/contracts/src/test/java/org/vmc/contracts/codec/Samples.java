package org.vmc.contracts.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.Payload;

/** Fills any payload record with plausible values, so that every type of the catalogue is tested alike. */
final class Samples {

    static final UUID ID = UUID.fromString("0193b3a0-0000-7000-8000-000000000001");

    private Samples() {}

    static <T extends Payload> T of(Class<T> payload) {
        RecordComponent[] components = payload.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(Samples::value).toArray();
        try {
            Constructor<T> constructor = payload.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No sample for " + payload.getName(), e);
        }
    }

    private static @Nullable Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return switch (type.getSimpleName()) {
            case "UUID" -> ID;
            case "String" -> component.getName() + " ü";
            case "int" -> 3;
            case "long", "Long" -> 4_294_967_296L;
            case "double" -> 0.25;
            case "boolean" -> true;
            case "List" -> List.of("h1:/bricks/a", "h2:/bricks/a");
            case "Map" -> Map.of("server", "h1", "serverpath", "/srv/ü");
            case "Instant" -> Instant.parse("2026-11-23T05:34:12Z");
            default -> throw new IllegalStateException("No sample value for " + component);
        };
    }
}
