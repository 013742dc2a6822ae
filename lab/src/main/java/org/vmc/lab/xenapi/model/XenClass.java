package org.vmc.lab.xenapi.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A class of the data model. Immutable. */
public final class XenClass {

    /** Implicit messages a class has beside the accessors of its fields. */
    public enum Implicit {
        RECORD,
        /** It has only its record, no accessors. */
        WHOLE,
        NAME,
        ALL,
        CREATE,
        DESTROY
    }

    private final String name;
    private final String eventName;
    private final Set<Implicit> implicit;
    private final List<Field> fields;
    private final Map<String, Field> byName;

    XenClass(String name, Set<Implicit> implicit, List<Field> fields) {
        this.name = name;
        this.eventName = name.toLowerCase(Locale.ROOT);
        this.implicit = Set.copyOf(implicit);
        this.fields = List.copyOf(fields);
        this.byName =
                fields.stream().collect(Collectors.toMap(Field::name, field -> field, (a, b) -> a, LinkedHashMap::new));
    }

    /** Its name, as in {@code VM_guest_metrics}. */
    public String name() {
        return name;
    }

    /** Its name in events: lower case. */
    public String eventName() {
        return eventName;
    }

    /** Its fields, in the order of the record. */
    public List<Field> fields() {
        return fields;
    }

    /** Whether it has an implicit message of a kind. */
    public boolean has(Implicit kind) {
        return implicit.contains(kind);
    }

    /** Whether it has a field. */
    public boolean hasField(String field) {
        return byName.containsKey(field);
    }

    /**
     * A field by name.
     *
     * @throws IllegalArgumentException when there is none; a mistake in this program, not in a request
     */
    public Field field(String field) {
        var found = byName.get(field);
        if (found == null) {
            throw new IllegalArgumentException("Class " + name + " has no field " + field);
        }
        return found;
    }

    /** Names of the fields a record for {@code create} must have. */
    public List<String> requiredForCreate() {
        return fields.stream()
                .filter(Field::requiredByConstructor)
                .map(Field::name)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
