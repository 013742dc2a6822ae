package org.vmc.vm.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The flavours, in the order of their file. Read once, at start: a broken file stops the service, not a request. */
@ApplicationScoped
public class Flavours {

    private static final String BUILT_IN = "/flavours.json";

    private final Map<String, Flavour> byName = new LinkedHashMap<>();

    Flavours(CatalogueConfig config, ObjectMapper json) {
        try (InputStream source = open(config)) {
            for (Flavour flavour : json.readValue(source, new TypeReference<List<Flavour>>() {})) {
                if (byName.put(flavour.name(), flavour) != null) {
                    throw new IllegalArgumentException("Two flavours are named " + flavour.name());
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("Reading the flavours", cause);
        }
    }

    public List<Flavour> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Flavour> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All names, for a message. */
    public String names() {
        return byName.keySet().stream().collect(Collectors.joining(", "));
    }

    private static InputStream open(CatalogueConfig config) throws IOException {
        if (config.flavoursFile().isPresent()) {
            return Files.newInputStream(config.flavoursFile().get());
        }
        InputStream builtIn = Flavours.class.getResourceAsStream(BUILT_IN);
        if (builtIn == null) {
            throw new FileNotFoundException(BUILT_IN);
        }
        return builtIn;
    }
}
