package org.vmc.vm.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The flavours, in the order of their file. Read once, at start: a broken file stops the service, not a request. */
@ApplicationScoped
public class Flavours {

    private final Map<String, Flavour> byName = new LinkedHashMap<>();

    Flavours(CatalogueConfig config, ObjectMapper json) {
        List<Flavour> flavours = CatalogueFile.read(
                config.flavoursFile(), "/flavours.json", json, new TypeReference<List<Flavour>>() {});
        for (Flavour flavour : flavours) {
            if (byName.put(flavour.name(), flavour) != null) {
                throw new IllegalArgumentException("Two flavours are named " + flavour.name());
            }
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
}
