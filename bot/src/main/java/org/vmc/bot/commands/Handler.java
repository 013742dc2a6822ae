package org.vmc.bot.commands;

/** Does what a command says. */
@FunctionalInterface
public interface Handler {

    /**
     * Runs on a virtual thread; may block.
     *
     * @throws org.vmc.bot.gateway.GatewayException when a call fails; the conversation shows it
     */
    Outcome run(Arguments arguments, Turn turn);
}
