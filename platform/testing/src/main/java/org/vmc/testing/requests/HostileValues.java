package org.vmc.testing.requests;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Draws values for schemas: what fits, what is at a boundary, and what has broken servers before. Values seen in
 * answers are used again, so that requests get past "not found". None of them would harm a machine that ran them.
 */
final class HostileValues {
    private static final List<String> TEXTS = texts();
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-1",
            "2",
            "3",
            "10",
            "16",
            "100",
            "255",
            "256",
            "1000",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1.5",
            "0.1",
            "1e3",
            "1e10",
            "1e400",
            "-1e-400",
            "1E+2147483647",
            "123456789012345678901234567890",
            "9".repeat(1100));
    private static final List<Integer> LENGTHS = List.of(1, 31, 32, 63, 64, 65, 127, 128, 255, 256, 257, 1024, 5000);
    private static final int KEPT = 60;
    private static final int DEPTH = 5;

    private final ApiDescription api;
    private final Random random;
    private final Map<String, List<String>> seen = new HashMap<>();

    HostileValues(ApiDescription api, Random random) {
        this.api = api;
        this.random = random;
    }

    /** Remembers the short texts of an answer by the names of their fields. */
    void learn(JsonNode answer) {
        answer.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                remember(field.getKey(), field.getValue().asText());
            }
            learn(field.getValue());
        });
        if (answer.isArray()) {
            answer.forEach(this::learn);
        }
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A value for a path, a query or a header. */
    String text(String name, JsonNode schemaOrReference) {
        JsonNode schema = api.resolved(schemaOrReference);
        if (chance(0.45)) {
            var known = seen.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
            if (!known.isEmpty()) {
                return oneOf(known);
            }
        }
        if (schema.path("enum").isArray() && chance(0.6)) {
            return schema.path("enum")
                    .path(upTo(schema.path("enum").size() - 1))
                    .asText();
        }
        if (isNumber(schema) && chance(0.6)) {
            return oneOf(NUMBERS);
        }
        if (chance(0.08)) {
            return oneOf(List.of("a", "é", "\ud83d\ude00", "A-")).repeat(oneOf(LENGTHS));
        }
        return oneOf(TEXTS);
    }

    /** A value as JSON, not always of the schema's type and not always readable. */
    String json(String name, JsonNode schemaOrReference, int depth) {
        JsonNode schema = api.resolved(schemaOrReference);
        if (chance(0.06) || depth > DEPTH) {
            return oneOf(List.of(
                    "null", "true", "[]", "{}", "\"\"", "0", "[null]", "{\"a\":null}", "[[[[]]]]", "\"\\ud800\""));
        }
        String type = type(schema);
        if (type.equals("array")) {
            int count = chance(0.02) ? 2_000 : upTo(3);
            List<String> items = new ArrayList<>();
            for (int item = 0; item < count; item++) {
                items.add(json(name, schema.path("items"), depth + 1));
            }
            return "[" + String.join(",", items) + "]";
        }
        if (type.equals("object") || schema.has("properties") || schema.has("additionalProperties")) {
            return object(schema, depth);
        }
        if (type.equals("boolean") && chance(0.9)) {
            return chance(0.5) ? "true" : "false";
        }
        if (isNumber(schema) && chance(0.9)) {
            return oneOf(NUMBERS);
        }
        return quoted(text(name, schema));
    }

    private String object(JsonNode schema, int depth) {
        List<String> fields = new ArrayList<>();
        schema.path("properties").properties().stream()
                .filter(property -> chance(0.75))
                .forEach(property -> fields.add(
                        quoted(property.getKey()) + ":" + json(property.getKey(), property.getValue(), depth + 1)));
        if (schema.path("additionalProperties").isObject()) {
            for (int entry = upTo(2); entry > 0; entry--) {
                fields.add(quoted(oneOf(TEXTS)) + ":" + json("", schema.path("additionalProperties"), depth + 1));
            }
        }
        if (chance(0.03)) {
            fields.add(quoted(oneOf(TEXTS)) + ":1");
        }
        if (chance(0.02) && !fields.isEmpty()) {
            fields.add(fields.getFirst());
        }
        return "{" + String.join(",", fields) + "}";
    }

    private void remember(String field, String value) {
        if (value.length() > 64) {
            return;
        }
        var values = seen.computeIfAbsent(field.toLowerCase(Locale.ROOT), ignored -> new ArrayList<>());
        if (values.contains(value)) {
            return;
        }
        if (values.size() < KEPT) {
            values.add(value);
        } else {
            values.set(random.nextInt(KEPT), value);
        }
    }

    /** OpenAPI 3.1 has a list of types where a value may be null. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    private static boolean isNumber(JsonNode schema) {
        return type(schema).equals("integer") || type(schema).equals("number");
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    private static List<String> texts() {
        try (var list = HostileValues.class.getResourceAsStream("hostile-texts.json")) {
            return List.of(new ObjectMapper().readValue(list, String[].class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
