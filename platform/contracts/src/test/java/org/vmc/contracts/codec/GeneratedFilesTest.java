package org.vmc.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Holds schemas, {@code docs/asyncapi.json} and {@code docs/events.md} to the records. With
 * {@code -Dvmc.regenerate=true} it writes them instead, and refuses to write a schema that breaks the committed one.
 */
class GeneratedFilesTest {

    private static final String COMMAND =
            "mvn -pl platform/contracts test -Dtest=GeneratedFilesTest -Dvmc.regenerate=true";
    private static final Path ROOT = Path.of(System.getProperty("vmc.root", "../.."));
    private static final Path SCHEMAS = ROOT.resolve("platform/contracts/src/main/resources/schemas");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    @BeforeEach
    void generate() throws IOException {
        Schemas generator = new Schemas();
        EventCatalogue.entries().forEach(entry -> schemas.put(entry.type(), generator.of(entry)));
        if (Boolean.getBoolean("vmc.regenerate")) {
            regenerate();
        }
    }

    @Test
    void publishedTypesStayCompatible() throws IOException {
        for (Path file : committedSchemas()) {
            String type = typeOf(file);
            assertThat(schemas)
                    .as("%s was published and its record is gone; keep it", type)
                    .containsKey(type);
            assertThat(breaks(file))
                    .as("%s is published; make a new version instead", type)
                    .isEmpty();
        }
    }

    @Test
    void schemasAreCommitted() throws IOException {
        for (Map.Entry<String, ObjectNode> schema : schemas.entrySet()) {
            assertCurrent(
                    SCHEMAS.resolve(schema.getKey() + ".json"), PRETTY.writeValueAsString(schema.getValue()) + "\n");
        }
    }

    @Test
    void documentsAreCommitted() throws IOException {
        assertCurrent(ROOT.resolve("docs/asyncapi.json"), asyncApi());
        assertCurrent(ROOT.resolve("docs/events.md"), Documents.table(schemas));
    }

    private String asyncApi() throws IOException {
        return PRETTY.writeValueAsString(Documents.asyncApi(schemas)) + "\n";
    }

    private void regenerate() throws IOException {
        publishedTypesStayCompatible();
        Files.createDirectories(SCHEMAS);
        for (Map.Entry<String, ObjectNode> schema : schemas.entrySet()) {
            Files.writeString(
                    SCHEMAS.resolve(schema.getKey() + ".json"), PRETTY.writeValueAsString(schema.getValue()) + "\n");
        }
        Files.writeString(ROOT.resolve("docs/asyncapi.json"), asyncApi());
        Files.writeString(ROOT.resolve("docs/events.md"), Documents.table(schemas));
    }

    private List<String> breaks(Path file) throws IOException {
        JsonNode committed = JSON.readTree(file.toFile());
        JsonNode current = schemas.get(typeOf(file));
        return current == null ? List.of() : SchemaCompatibility.breaks(committed, current);
    }

    private static String typeOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    private static List<Path> committedSchemas() throws IOException {
        if (!Files.isDirectory(SCHEMAS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.sorted().toList();
        }
    }

    private static void assertCurrent(Path file, String expected) throws IOException {
        assertThat(Files.isRegularFile(file) ? Files.readString(file) : "")
                .as("%s is not what the records say; regenerate it with: %s", file, COMMAND)
                .isEqualTo(expected);
    }
}
