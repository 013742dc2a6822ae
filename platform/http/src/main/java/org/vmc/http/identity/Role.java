package org.vmc.http.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role includes those before it. The order of the constants is the order of power. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Creates, and changes what is their own. */
    ENGINEER,
    /** Changes what belongs to anyone, and hosts and storage. */
    OPERATOR,
    /** Everything, users and policies included. */
    ADMIN;

    /** Name as written in tokens and configuration, and for {@code @RolesAllowed}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** This role and all lesser ones. */
    public List<Role> included() {
        return Arrays.stream(values()).filter(this::includes).toList();
    }

    /** The role of that wire name; empty for any other text. */
    public static Optional<Role> named(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
