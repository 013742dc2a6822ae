package org.vmc.build.sources;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The named sources, from the resource {@code sources.json}. Immutable. */
@ApplicationScoped
public class SourceCatalogue {
    private static final String RESOURCE = "/sources.json";

    private final List<NamedSource> sources;

    SourceCatalogue() {
        try (var json = SourceCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new FileNotFoundException(RESOURCE);
            }
            sources = List.copyOf(new ObjectMapper().readValue(json, new TypeReference<List<NamedSource>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue of sources cannot be read", e);
        }
    }

    /** All of them, by name. */
    public List<NamedSource> all() {
        return sources;
    }

    /** The names, for messages. */
    public String names() {
        return String.join(", ", sources.stream().map(NamedSource::name).toList());
    }

    public Optional<NamedSource> named(String name) {
        return sources.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
