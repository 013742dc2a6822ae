package org.vmc.lab.guests;

/**
 * What a guest or host has used since it began.
 *
 * @param cpuNanos CPU time
 * @param memoryBytes memory in use now
 * @param receivedBytes bytes that came in over the network; 0 when they are not counted
 * @param sentBytes bytes that went out
 */
public record GuestUsage(long cpuNanos, long memoryBytes, long receivedBytes, long sentBytes) {}
