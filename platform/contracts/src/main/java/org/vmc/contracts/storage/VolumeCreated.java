package org.vmc.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume exists.
 *
 * @param storageClass class it was planned from
 * @param layout for example replicated or distributed
 * @param sizeBytes usable size promised to its users
 * @param bricks {@code host:/path} of each brick
 * @param owner user it belongs to
 * @param team team of the owner, if any
 */
@EventType(value = "org.vmc.storage.volume.created.v1", topic = Topics.STORAGE, summary = "A volume exists.")
public record VolumeCreated(
        UUID volumeId,
        String name,
        String storageClass,
        String layout,
        long sizeBytes,
        List<String> bricks,
        String owner,
        @Nullable String team)
        implements StorageFact {

    public VolumeCreated {
        bricks = List.copyOf(bricks);
    }

    @Override
    public UUID subject() {
        return volumeId;
    }
}
