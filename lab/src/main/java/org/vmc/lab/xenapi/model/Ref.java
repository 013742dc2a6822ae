package org.vmc.lab.xenapi.model;

import org.vmc.lab.xenapi.wire.Value;

/** An opaque reference to an object, as in {@code OpaqueRef:299f0be1-02a5-5409-6fd8-444b1e143bdd}. */
public record Ref(String text) {

    /** The reference to nothing. */
    public static final Ref NULL = new Ref("OpaqueRef:NULL");

    /** False for the reference to nothing. */
    public boolean isSet() {
        return !equals(NULL);
    }

    /** The reference as a value. */
    public Value value() {
        return new Value.Text(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
