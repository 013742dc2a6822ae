package org.vmc.lab.xenapi.fault;

import java.util.Map;
import java.util.Optional;

/**
 * Parameters of an ordered fault by name. Missing and malformed ones fail with {@link IllegalArgumentException}, whose
 * message is for the user.
 */
public record Parameters(Map<String, String> values) {

    public Parameters {
        values = Map.copyOf(values);
    }

    /** A parameter that must be given. */
    public String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** A parameter that may be left out. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** A whole number that may be left out. */
    public long whole(String name, long otherwise) {
        return optional(name).map(text -> parse(name, text)).orElse(otherwise);
    }

    private static long parse(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " must be a whole number, not '" + text + "'");
        }
    }
}
