package org.vmc.bot.commands;

import java.util.List;
import org.vmc.bot.gateway.Gateway;

/** Asks the cluster for the values an argument could take now. */
@FunctionalInterface
public interface Suggester {

    /** Knows nothing. */
    Suggester NONE = gateway -> List.of();

    /**
     * Values, most useful first.
     *
     * @throws org.vmc.bot.gateway.GatewayException when the cluster cannot be asked; completion then offers nothing
     */
    List<String> suggest(Gateway gateway);
}
