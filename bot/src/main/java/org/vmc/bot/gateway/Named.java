package org.vmc.bot.gateway;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Any listed thing with a name, to find its id or to offer its name. Storage hosts have no name but {@code host}. */
public record Named(
        @Nullable String id,
        @Nullable String name,
        @Nullable String host) {

    /** Names in the list at that path. */
    public static List<String> names(Gateway gateway, String path) {
        return gateway.list(Request.get(path), Named.class).stream()
                .map(thing -> thing.name() == null ? thing.host() : thing.name())
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Path of the one thing of that name.
     *
     * @param noun what it is, for the refusal
     * @param listCommand where the user sees what exists
     * @throws GatewayRefused when there is none, or several
     */
    public static String path(Gateway gateway, String path, String name, String noun, String listCommand) {
        List<Named> found = gateway.list(Request.get(path).with("name", name), Named.class).stream()
                .filter(thing -> name.equals(thing.name()))
                .toList();
        if (found.isEmpty()) {
            throw new GatewayRefused(
                    404, "name: there is no " + noun + " called " + name + ".", "See " + listCommand + ".");
        }
        if (found.size() > 1) {
            throw new GatewayRefused(
                    409,
                    "name: " + found.size() + " " + noun + "s are called " + name + ".",
                    "See " + listCommand + ".");
        }
        return path + "/" + found.getFirst().id();
    }
}
