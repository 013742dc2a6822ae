package org.vmc.storage.gluster;

/**
 * What a brick knows of files that its set must still repair.
 *
 * @param connected whether the brick answers; the numbers are 0 when it does not
 * @param entries files and directories to repair, those in split-brain included
 * @param splitBrain those whose copies contradict each other, so that a person must say which is right
 */
public record HealSummary(Brick brick, boolean connected, long entries, long splitBrain) {}
