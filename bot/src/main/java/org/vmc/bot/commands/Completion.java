package org.vmc.bot.commands;

import java.util.List;

/**
 * Ways to go on from a cursor.
 *
 * @param start where the word at the cursor begins
 */
public record Completion(int start, List<Candidate> candidates) {}
