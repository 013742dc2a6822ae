package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * The files of a volume have been spread anew over its bricks.
 *
 * @param movedFiles files that were moved
 * @param movedBytes their content
 * @param failedFiles files that could not be moved and stay readable where they were
 * @param skippedFiles files that were left where they were, as for want of room
 */
@EventType(
        value = "org.vmc.storage.volume.rebalanced.v1",
        topic = Topics.STORAGE,
        summary = "The files of a volume have been spread anew over its bricks.")
public record VolumeRebalanced(
        UUID volumeId, String name, long movedFiles, long movedBytes, long failedFiles, long skippedFiles)
        implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
