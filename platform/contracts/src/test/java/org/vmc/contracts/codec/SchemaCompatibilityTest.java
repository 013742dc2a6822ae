package org.vmc.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SchemaCompatibilityTest {

    private static final JsonNode BEFORE = schema("""
            {"properties":{"name":{"type":"string"},"sizeBytes":{"type":"integer"},"note":{"type":"string"}},
             "required":["name","sizeBytes"]}""");

    @Test
    void aNewOptionalFieldIsCompatible() {
        assertThat(SchemaCompatibility.breaks(BEFORE, schema("""
                {"properties":{"name":{"type":"string"},"sizeBytes":{"type":"integer"},"note":{"type":"string"},
                 "colour":{"type":"string"}},"required":["name","sizeBytes"]}"""))).isEmpty();
    }

    @Test
    void aRemovedFieldIsABreak() {
        assertThat(SchemaCompatibility.breaks(BEFORE, schema("""
                {"properties":{"name":{"type":"string"},"sizeBytes":{"type":"integer"}},
                 "required":["name","sizeBytes"]}"""))).containsExactly("field note was removed");
    }

    @Test
    void aNewRequiredFieldIsABreak() {
        assertThat(SchemaCompatibility.breaks(BEFORE, schema("""
                {"properties":{"name":{"type":"string"},"sizeBytes":{"type":"integer"},"note":{"type":"string"}},
                 "required":["name","sizeBytes","note"]}"""))).containsExactly("field note became required");
    }

    @Test
    void anotherTypeIsABreak() {
        assertThat(SchemaCompatibility.breaks(BEFORE, schema("""
                {"properties":{"name":{"type":"string"},"sizeBytes":{"type":"string"},"note":{"type":"string"}},
                 "required":["name","sizeBytes"]}""")))
                .singleElement()
                .asString()
                .startsWith("field sizeBytes changed");
    }

    @Test
    void aFieldThatMayNowBeAbsentIsABreak() {
        assertThat(SchemaCompatibility.breaks(BEFORE, schema("""
                {"properties":{"name":{"type":"string"},"sizeBytes":{"type":"integer"},"note":{"type":"string"}},
                 "required":["name"]}""")))
                .singleElement()
                .asString()
                .startsWith("field sizeBytes became optional");
    }

    private static JsonNode schema(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
