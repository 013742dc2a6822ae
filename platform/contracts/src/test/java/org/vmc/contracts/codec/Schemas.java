package org.vmc.contracts.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import org.vmc.contracts.Payload;

/** Derives the JSON Schema of a payload from its record: every component that is not nullable is required. */
final class Schemas {

    private final SchemaGenerator generator;

    Schemas() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.ADDITIONAL_FIXED_TYPES, Option.STANDARD_FORMATS, Option.INLINE_ALL_SCHEMAS);
        config.forFields().withRequiredCheck(Schemas::required);
        generator = new SchemaGenerator(config.build());
    }

    ObjectNode of(EventCatalogue.Entry entry) {
        ObjectNode schema = generator.generateSchema(entry.payload());
        ObjectNode titled = schema.objectNode();
        titled.set("$schema", schema.remove("$schema"));
        titled.put("$id", entry.type());
        titled.put("title", entry.payload().getSimpleName());
        titled.put("description", entry.summary());
        titled.setAll(schema);
        return titled;
    }

    private static boolean required(FieldScope field) {
        Class<?> owner = field.getDeclaringType().getErasedType();
        return Payload.class.isAssignableFrom(owner)
                && EventCatalogue.requiredFields(owner).contains(field.getDeclaredName());
    }
}
