package org.vmc.contracts.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a change of schema would break. Events stay on Kafka and consumers are updated one by one, so old data must fit
 * the new record and new data the old one: fields may be added as optional, nothing else.
 */
final class SchemaCompatibility {

    private SchemaCompatibility() {}

    /** One sentence for each break; empty when the change is compatible. */
    static List<String> breaks(JsonNode before, JsonNode after) {
        List<String> breaks = new ArrayList<>();
        before.path("properties").properties().forEach(field -> {
            JsonNode now = after.path("properties").path(field.getKey());
            if (now.isMissingNode()) {
                breaks.add("field " + field.getKey() + " was removed");
            } else if (!now.equals(field.getValue())) {
                breaks.add("field %s changed from %s to %s".formatted(field.getKey(), field.getValue(), now));
            }
        });
        Set<String> requiredBefore = required(before);
        Set<String> requiredAfter = required(after);
        requiredAfter.stream()
                .filter(field -> !requiredBefore.contains(field))
                .forEach(field -> breaks.add("field " + field + " became required"));
        requiredBefore.stream()
                .filter(field -> !requiredAfter.contains(field))
                .forEach(field -> breaks.add("field " + field + " became optional, which old consumers cannot read"));
        return breaks;
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
