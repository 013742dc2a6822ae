package org.vmc.lab.linux;

/**
 * Control groups of one node.
 *
 * @param system its daemons, outside the CPU limit
 * @param work its sessions and work
 * @param metrics whose figures it can read inside, under {@code /run/lab/metrics}
 */
public record NodeGroups(String system, String work, String metrics) {}
