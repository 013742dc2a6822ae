package org.vmc.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume has fewer bricks; their files moved to the others before.
 *
 * @param layout as it is now, for example replicated
 * @param sizeBytes usable size promised to its users now
 * @param removedBricks {@code host:/path} of each brick that was taken away
 */
@EventType(
        value = "org.vmc.storage.volume.shrunk.v1",
        topic = Topics.STORAGE,
        summary = "A volume has fewer bricks; their files moved to the others before.")
public record VolumeShrunk(UUID volumeId, String name, String layout, long sizeBytes, List<String> removedBricks)
        implements StorageFact {

    public VolumeShrunk {
        removedBricks = List.copyOf(removedBricks);
    }

    @Override
    public UUID subject() {
        return volumeId;
    }
}
