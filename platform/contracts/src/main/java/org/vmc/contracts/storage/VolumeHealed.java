package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume that had lost bricks has all of them again, and nothing is left to repair.
 *
 * @param tookMillis since it was seen degraded
 */
@EventType(
        value = "org.vmc.storage.volume.healed.v1",
        topic = Topics.STORAGE,
        summary = "A volume that had lost bricks is whole again.")
public record VolumeHealed(UUID volumeId, String name, long tookMillis) implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
