package org.vmc.vm.xen;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a raw XenAPI record. A missing field reads as empty, zero or false: versions differ in fields.
 */
final class Fields {

    private static final String NULL_REF = "OpaqueRef:NULL";

    private final Map<?, ?> values;

    private Fields(Map<?, ?> values) {
        this.values = values;
    }

    static Fields of(Object record) {
        return new Fields(record instanceof Map<?, ?> map ? map : Map.of());
    }

    String text(String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }

    /** A reference, or empty text for the null reference. */
    String ref(String name) {
        String value = text(name);
        return value.equals(NULL_REF) ? "" : value;
    }

    /** XML-RPC carries 64-bit integers as strings, and newer pools as ints. */
    long number(String name) {
        Object value = values.get(name);
        if (value instanceof Number number) {
            return number.longValue();
        }
        String text = text(name);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    double fraction(String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** A date; null when there is none. */
    @Nullable
    Instant instant(String name) {
        return values.get(name) instanceof Date date ? date.toInstant() : null;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    List<String> texts(String name) {
        return values.get(name) instanceof Object[] array
                ? Arrays.stream(array).map(Object::toString).toList()
                : List.of();
    }

    Map<String, String> map(String name) {
        Map<String, String> copy = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), String.valueOf(value)));
        }
        return Map.copyOf(copy);
    }

    Object raw(String name) {
        Object value = values.get(name);
        return value == null ? "" : value;
    }

    List<Fields> records(String name) {
        return values.get(name) instanceof Object[] array
                ? Arrays.stream(array).map(Fields::of).toList()
                : List.of();
    }
}
