package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume may hold more or less than before.
 *
 * @param formerBytes what it could hold
 * @param sizeBytes what it can hold now
 */
@EventType(
        value = "org.vmc.storage.volume.resized.v1",
        topic = Topics.STORAGE,
        summary = "A volume may hold more or less than before.")
public record VolumeResized(UUID volumeId, String name, long formerBytes, long sizeBytes) implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
