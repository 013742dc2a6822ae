package org.vmc.bot.commands;

/** How a line ended. */
public enum Outcome {
    OK,
    /** It was understood and did not succeed. */
    FAILED,
    /** It was not understood, or may not be said like this; nothing was done. */
    USAGE
}
