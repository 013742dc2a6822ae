package org.vmc.lab.xenapi.model;

import org.jspecify.annotations.Nullable;
import org.vmc.lab.xenapi.wire.Value;

/**
 * A field of a class.
 *
 * @param name its name
 * @param type its type
 * @param access who may set it
 * @param index its place in the record
 * @param declaredDefault value of a new object, when the declaration names one
 * @param initial value of a new object: the declared default or the zero of the type
 */
public record Field(
        String name,
        Type type,
        Access access,
        int index,
        @Nullable Value declaredDefault,
        Value initial) {

    /** Who may set a field. */
    public enum Access {
        /** The server alone. */
        RUNTIME,
        /** The client, when it creates the object. */
        CONSTRUCTOR,
        /** The client, any time. */
        READ_WRITE
    }

    /** Whether {@code create} refuses a record without it. */
    boolean requiredByConstructor() {
        return access != Access.RUNTIME && declaredDefault == null;
    }
}
