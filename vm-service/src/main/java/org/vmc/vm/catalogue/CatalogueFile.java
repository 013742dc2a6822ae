package org.vmc.vm.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of the catalogue: the configured one, or the one built in. */
final class CatalogueFile {

    private CatalogueFile() {}

    static <T> T read(Optional<Path> configured, String builtIn, ObjectMapper json, TypeReference<T> type) {
        try (InputStream source = open(configured, builtIn)) {
            return json.readValue(source, type);
        } catch (IOException cause) {
            throw new UncheckedIOException(
                    "Reading " + configured.map(Path::toString).orElse(builtIn), cause);
        }
    }

    private static InputStream open(Optional<Path> configured, String builtIn) throws IOException {
        if (configured.isPresent()) {
            return Files.newInputStream(configured.get());
        }
        InputStream resource = CatalogueFile.class.getResourceAsStream(builtIn);
        if (resource == null) {
            throw new FileNotFoundException(builtIn);
        }
        return resource;
    }
}
