package org.vmc.lab.xenapi.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole data model. Immutable. */
public final class Declaration {

    private static final String RESOURCE = "/xenapi/declaration.txt";

    private final Map<String, XenClass> classes;
    private final Map<String, Message> messages;
    private final Map<String, List<String>> enumerations;
    private final List<Relation> relations;

    Declaration(
            Map<String, XenClass> classes,
            Map<String, Message> messages,
            Map<String, List<String>> enumerations,
            List<Relation> relations) {
        this.classes = Collections.unmodifiableMap(classes);
        this.messages = Collections.unmodifiableMap(messages);
        this.enumerations = Map.copyOf(enumerations);
        this.relations = List.copyOf(relations);
    }

    /** Reads the declaration that is part of this program. */
    public static Declaration load() {
        try (var in = Declaration.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource " + RESOURCE);
            }
            return new DeclarationReader().read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * A class by its exact name.
     *
     * @throws IllegalArgumentException when there is none; a mistake in this program, not in a request
     */
    public XenClass xenClass(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("No class " + name));
    }

    /** A class by its exact name, if there is one. */
    public Optional<XenClass> find(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** All classes. */
    public Collection<XenClass> classes() {
        return classes.values();
    }

    /** A message by its full name, implicit ones included. */
    public Optional<Message> message(String fullName) {
        return Optional.ofNullable(messages.get(fullName));
    }

    /** All messages, implicit ones included. */
    public Collection<Message> messages() {
        return messages.values();
    }

    /** Values of an enumeration. */
    public List<String> enumeration(String name) {
        return enumerations.getOrDefault(name, List.of());
    }

    /** All relations. */
    public List<Relation> relations() {
        return relations;
    }
}
