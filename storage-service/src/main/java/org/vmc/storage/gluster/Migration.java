package org.vmc.storage.gluster;

import java.util.UUID;

/**
 * Files on their way between the bricks of a volume: a rebalance, or the emptying of bricks that are to go.
 *
 * @param taskId Gluster's id of it; each start has another
 * @param hosts hosts that take part, as far as they answer
 * @param hostsDone those of them that are through
 * @param files moved so far
 * @param bytes moved so far
 * @param failures files that could not be moved
 * @param skipped files that were left where they are, as for want of room
 */
public record Migration(
        UUID taskId, State state, int hosts, int hostsDone, long files, long bytes, long failures, long skipped) {

    /** How far it is. */
    public enum State {
        NOT_STARTED,
        IN_PROGRESS,
        STOPPED,
        COMPLETED,
        FAILED
    }
}
