package org.vmc.lab.xenapi.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of the XenAPI, apart from its encoding. References, enumerations and the empty result of a {@code void}
 * message are {@link Text}. Immutable.
 */
public sealed interface Value {

    /** A string, a reference, an enumeration value. */
    record Text(String text) implements Value {}

    /** A 64-bit integer: a bare string in XML-RPC, a number in JSON. */
    record Whole(long number) implements Value {}

    /** A 32-bit integer, which XML-RPC marks as {@code i4}. */
    record Small(int number) implements Value {}

    /** A floating point number. */
    record Real(double number) implements Value {}

    /** A boolean. */
    record Flag(boolean on) implements Value {}

    /** A date with seconds, in UTC. */
    record Moment(Instant at) implements Value {}

    /** A set or list. */
    record Items(List<Value> items) implements Value {}

    /** A map or record; iteration order is kept. */
    record Fields(Map<String, Value> fields) implements Value {}

    /** Result of a message that answers nothing. */
    Value NOTHING = new Text("");

    /** An empty set. */
    Value NO_ITEMS = new Items(List.of());

    /** An empty map. */
    Value NO_FIELDS = new Fields(Map.of());

    /** A string. */
    static Value of(String text) {
        return text.isEmpty() ? NOTHING : new Text(text);
    }

    /** A 64-bit integer. */
    static Value of(long number) {
        return new Whole(number);
    }

    /** A floating point number. */
    static Value of(double number) {
        return new Real(number);
    }

    /** A boolean. */
    static Value of(boolean on) {
        return new Flag(on);
    }

    /** A date. */
    static Value of(Instant at) {
        return new Moment(at);
    }

    /** A set of strings. */
    static Value ofTexts(List<String> texts) {
        return new Items(texts.stream().map(Value::of).toList());
    }

    /** A map from strings to strings; the iteration order of the argument is kept. */
    static Value ofTexts(Map<String, String> texts) {
        var fields = new LinkedHashMap<String, Value>();
        texts.forEach((key, text) -> fields.put(key, of(text)));
        return new Fields(fields);
    }
}
