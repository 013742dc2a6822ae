package org.vmc.bot.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Roles as the gateway names them, weakest first. The services decide; the bot only hides what would be refused. */
public enum Role {
    VIEWER,
    ENGINEER,
    OPERATOR,
    ADMIN;

    /** True when this role may do what {@code needed} may do. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** Name in documents and on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> labelled(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
