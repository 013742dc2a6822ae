package org.vmc.bot.commands;

/** What came of reading a line. */
public sealed interface Reading {

    /** A command with checked arguments. */
    record Understood(Command command, Arguments arguments) implements Reading {}

    /**
     * Not a command.
     *
     * @param text what is wrong; one line for each thing
     * @param next how to say it right
     */
    record Misunderstood(String text, String next) implements Reading {}
}
