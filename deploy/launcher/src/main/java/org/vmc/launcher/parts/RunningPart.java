package org.vmc.launcher.parts;

/**
 * A part that was ready when it was handed over.
 *
 * @param process its main process, whose end is the part's end
 * @param address where to reach it, for people
 * @param stop ends it in order and returns when it is gone
 */
public record RunningPart(Process process, String address, Runnable stop) {}
