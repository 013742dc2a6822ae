package org.vmc.bot.commands;

/**
 * One word of a line.
 *
 * @param text with quotes resolved
 * @param start where it begins in the line
 * @param closed false when a quote in it is never closed
 */
record Word(String text, int start, boolean closed) {}
