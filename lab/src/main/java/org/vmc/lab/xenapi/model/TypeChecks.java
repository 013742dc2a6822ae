package org.vmc.lab.xenapi.model;

import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.vmc.lab.xenapi.wire.Value;
import org.vmc.lab.xenapi.wire.WireDates;

/** Brings a value from the wire into its declared type, or refuses it the way XAPI does. */
public final class TypeChecks {

    private final Declaration declaration;

    public TypeChecks(Declaration declaration) {
        this.declaration = declaration;
    }

    /**
     * The value in its type: integers may come as strings, a date as text, a float as an integer.
     *
     * @throws XapiError {@code INTERNAL_ERROR} when it does not fit
     */
    public Value check(Value value, Type type) {
        return switch (type) {
            case Type.Basic basic -> basic(value, basic);
            case Type.Enumeration(var name) -> enumeration(value, name);
            case Type.Reference ignored -> text(value);
            case Type.SetOf(Type item) -> set(value, item);
            case Type.MapOf(Type key, Type item) -> map(value, key, item);
            case Type.Struct ignored -> value;
        };
    }

    private static Value basic(Value value, Type.Basic type) {
        return switch (type) {
            case STRING, VOID -> text(value);
            case INT -> whole(value);
            case FLOAT -> real(value);
            case BOOL -> flag(value);
            case DATETIME -> moment(value);
        };
    }

    private static Value text(Value value) {
        if (value instanceof Value.Text) {
            return value;
        }
        throw mismatch("string", value);
    }

    private static Value whole(Value value) {
        if (value instanceof Value.Whole) {
            return value;
        }
        if (value instanceof Value.Text(String text)) {
            try {
                return Value.of(Long.parseLong(text.strip()));
            } catch (NumberFormatException notANumber) {
                throw XapiError.internal("Failure(\"Int64.of_string\")");
            }
        }
        throw mismatch("int64", value);
    }

    private static Value real(Value value) {
        if (value instanceof Value.Real) {
            return value;
        }
        if (value instanceof Value.Whole(long number)) {
            return Value.of((double) number);
        }
        if (value instanceof Value.Text(String text)) {
            try {
                return Value.of(Double.parseDouble(text.strip()));
            } catch (NumberFormatException notANumber) {
                throw XapiError.internal("Failure(\"float_of_string\")");
            }
        }
        throw mismatch("float", value);
    }

    private static Value flag(Value value) {
        if (value instanceof Value.Flag) {
            return value;
        }
        throw mismatch("bool", value);
    }

    private static Value moment(Value value) {
        if (value instanceof Value.Moment) {
            return value;
        }
        if (value instanceof Value.Text(String text)) {
            return Value.of(WireDates.parse(text).orElseThrow(() -> mismatch("datetime", value)));
        }
        throw mismatch("datetime", value);
    }

    private Value enumeration(Value value, String name) {
        var known = declaration.enumeration(name);
        if (value instanceof Value.Text(String text) && (known.isEmpty() || known.contains(text))) {
            return value;
        }
        throw XapiError.internal("Failure(\"Unknown tag/contents\")");
    }

    private Value set(Value value, Type item) {
        if (value instanceof Value.Items(var items)) {
            return new Value.Items(items.stream().map(one -> check(one, item)).toList());
        }
        throw mismatch("list", value);
    }

    private Value map(Value value, Type key, Type item) {
        if (!(value instanceof Value.Fields(var fields))) {
            throw mismatch("dict", value);
        }
        var checked = new LinkedHashMap<String, Value>();
        fields.forEach((name, one) -> {
            check(Value.of(name), key);
            checked.put(name, check(one, item));
        });
        return new Value.Fields(checked);
    }

    private static XapiError mismatch(String expected, Value value) {
        return XapiError.internal("Failure(\"Expected " + expected + ", got '" + show(value) + "'\")");
    }

    private static String show(Value value) {
        return switch (value) {
            case Value.Text(String text) -> "S(" + text + ")";
            case Value.Whole(long number) -> "I(" + number + ")";
            case Value.Small(int number) -> "I(" + number + ")";
            case Value.Real(double number) -> "F(" + number + ")";
            case Value.Flag(boolean on) -> "B(" + on + ")";
            case Value.Moment(var at) -> "D(" + WireDates.format(at) + ")";
            case Value.Items(var items) ->
                items.stream().map(TypeChecks::show).collect(Collectors.joining("; ", "Enum([", "])"));
            case Value.Fields(var fields) ->
                fields.entrySet().stream()
                        .map(field -> field.getKey() + ":" + show(field.getValue()))
                        .collect(Collectors.joining("; ", "Dict([", "])"));
        };
    }
}
