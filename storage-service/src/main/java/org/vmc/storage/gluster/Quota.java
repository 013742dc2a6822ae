package org.vmc.storage.gluster;

/**
 * The limit of a whole volume.
 *
 * @param limitBytes what its files may take, each counted once
 * @param usedBytes what they take
 */
public record Quota(long limitBytes, long usedBytes) {}
