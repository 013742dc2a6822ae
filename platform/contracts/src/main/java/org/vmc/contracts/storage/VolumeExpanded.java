package org.vmc.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume has more bricks, and its files are spread over all of them.
 *
 * @param layout as it is now, for example distributed-replicated
 * @param sizeBytes usable size promised to its users now
 * @param addedBricks {@code host:/path} of each brick that was added
 */
@EventType(
        value = "org.vmc.storage.volume.expanded.v1",
        topic = Topics.STORAGE,
        summary = "A volume has more bricks, and its files are spread over all of them.")
public record VolumeExpanded(UUID volumeId, String name, String layout, long sizeBytes, List<String> addedBricks)
        implements StorageFact {

    public VolumeExpanded {
        addedBricks = List.copyOf(addedBricks);
    }

    @Override
    public UUID subject() {
        return volumeId;
    }
}
