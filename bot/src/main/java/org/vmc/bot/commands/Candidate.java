package org.vmc.bot.commands;

/**
 * One way to go on.
 *
 * @param word replaces the word at the cursor
 * @param description for a menu
 * @param complete false when more of the same word follows ({@code name:})
 */
public record Candidate(String word, String description, boolean complete) {}
