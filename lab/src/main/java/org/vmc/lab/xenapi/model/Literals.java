package org.vmc.lab.xenapi.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.wire.Value;
import org.vmc.lab.xenapi.wire.WireDates;

/** Default values as the declaration writes them, and the zero of every type. */
final class Literals {

    private static final Pattern PAIR = Pattern.compile("\"([^\"]*)\" -> \"([^\"]*)\"");

    private Literals() {}

    static Value parse(Type type, String text) {
        return switch (type) {
            case Type.Basic.STRING -> Value.of(text.substring(1, text.length() - 1));
            case Type.Basic.INT -> Value.of(Long.parseLong(text));
            case Type.Basic.FLOAT -> Value.of(Double.parseDouble(text));
            case Type.Basic.BOOL -> Value.of(Boolean.parseBoolean(text));
            case Type.Basic.DATETIME -> Value.of(WireDates.parse(text).orElseThrow());
            case Type.Basic.VOID -> Value.NOTHING;
            case Type.Enumeration ignored -> Value.of(text);
            case Type.Reference ignored -> Ref.NULL.value();
            case Type.SetOf(Type item) -> items(item, text);
            case Type.MapOf ignored -> map(text);
            case Type.Struct ignored -> Value.NO_FIELDS;
        };
    }

    static Value zero(Type type, Map<String, List<String>> enumerations) {
        return switch (type) {
            case Type.Basic.STRING, Type.Basic.VOID -> Value.NOTHING;
            case Type.Basic.INT -> Value.of(0);
            case Type.Basic.FLOAT -> Value.of(0.0);
            case Type.Basic.BOOL -> Value.of(false);
            case Type.Basic.DATETIME -> Value.of(Instant.EPOCH);
            case Type.Enumeration(var name) ->
                Value.of(enumerations.getOrDefault(name, List.of("")).getFirst());
            case Type.Reference ignored -> Ref.NULL.value();
            case Type.SetOf ignored -> Value.NO_ITEMS;
            case Type.MapOf ignored -> Value.NO_FIELDS;
            case Type.Struct ignored -> Value.NO_FIELDS;
        };
    }

    private static Value items(Type item, String text) {
        var inside = text.substring(1, text.length() - 1);
        return inside.isEmpty() ? Value.NO_ITEMS : new Value.Items(List.of(parse(item, inside)));
    }

    private static Value map(String text) {
        var fields = new LinkedHashMap<String, Value>();
        var pair = PAIR.matcher(text);
        while (pair.find()) {
            fields.put(pair.group(1), Value.of(pair.group(2)));
        }
        return fields.isEmpty() ? Value.NO_FIELDS : new Value.Fields(fields);
    }
}
