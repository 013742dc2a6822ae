package org.vmc.lab.xenapi.model;

import java.util.List;

/**
 * A message of a class.
 *
 * @param fullName as in {@code VM.start}
 * @param kind how it is answered
 * @param params parameters without the session
 * @param result type of the result
 */
public record Message(String fullName, Kind kind, List<Param> params, Type result) {

    /** How a message is answered. */
    public enum Kind {
        /** By a handler of its own; it has an {@code Async} form. */
        EXPLICIT,
        /** By a handler of its own, without a session. */
        OPEN,
        /** By storing its value in the field its name says. */
        WRITE,
        /** From the declaration alone: accessors and queries. */
        IMPLICIT,
        /** Not at all: it is known by its name, its parameters are not. */
        NAMED
    }

    /** A parameter; optional ones may be left out from the end. */
    public record Param(String name, Type type, boolean required) {}

    public Message {
        params = List.copyOf(params);
    }

    /** Class part of the name. */
    public String className() {
        return fullName.substring(0, fullName.indexOf('.'));
    }

    /** Part of the name after the class. */
    public String name() {
        return fullName.substring(fullName.indexOf('.') + 1);
    }

    /** Whether the first parameter on the wire is a session. */
    public boolean needsSession() {
        return kind != Kind.OPEN;
    }

    /** Number of parameters that may not be left out. */
    public long requiredParams() {
        return params.stream().filter(Param::required).count();
    }
}
