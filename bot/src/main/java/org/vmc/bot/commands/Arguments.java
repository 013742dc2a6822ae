package org.vmc.bot.commands;

import java.util.Map;
import java.util.Optional;

/** Checked values of one invocation, standard values filled in. */
public record Arguments(Map<String, String> values) {

    public Arguments {
        values = Map.copyOf(values);
    }

    /** Value of a required argument or one with a standard value. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("The command declares no value for " + name));
    }

    /** Value of an optional argument. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Value of a required whole number. */
    public int whole(String name) {
        return Integer.parseInt(text(name));
    }

    /** Value of a flag; false when left out. */
    public boolean flag(String name) {
        return find(name).map(Boolean::parseBoolean).orElse(false);
    }
}
