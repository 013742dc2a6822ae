package org.vmc.lab.xenapi.model;

/** Type of a field, a parameter or a result. */
public sealed interface Type {

    /** Types without parts. */
    enum Basic implements Type {
        STRING,
        INT,
        FLOAT,
        BOOL,
        DATETIME,
        VOID
    }

    /** One of the values of a named enumeration. */
    record Enumeration(String name) implements Type {}

    /** A reference to an object of a class, or the null reference. */
    record Reference(String className) implements Type {}

    /** A set, in fact a list. */
    record SetOf(Type item) implements Type {}

    /** A map. */
    record MapOf(Type key, Type value) implements Type {}

    /** A struct whose fields are not checked: a record of a class, an event batch. */
    record Struct(String what) implements Type {}

    /**
     * Reads the notation of the declaration: {@code string}, {@code VM ref set}, {@code enum vm_operations},
     * {@code (string -> string) map}, {@code VM record}.
     */
    static Type parse(String text) {
        if (text.endsWith(" set")) {
            return new SetOf(parse(cut(text, " set")));
        }
        if (text.endsWith(" option")) {
            return parse(cut(text, " option"));
        }
        if (text.startsWith("(") && text.endsWith(") map")) {
            return map(text.substring(1, text.length() - ") map".length()));
        }
        if (text.endsWith(" ref")) {
            return new Reference(cut(text, " ref"));
        }
        if (text.startsWith("enum ")) {
            return new Enumeration(text.substring("enum ".length()));
        }
        return switch (text) {
            case "string" -> Basic.STRING;
            case "int" -> Basic.INT;
            case "float" -> Basic.FLOAT;
            case "bool" -> Basic.BOOL;
            case "datetime" -> Basic.DATETIME;
            case "void" -> Basic.VOID;
            default -> new Struct(text);
        };
    }

    private static Type map(String inside) {
        int arrow = inside.indexOf(" -> ");
        return new MapOf(parse(inside.substring(0, arrow)), parse(inside.substring(arrow + " -> ".length())));
    }

    private static String cut(String text, String end) {
        return text.substring(0, text.length() - end.length());
    }
}
