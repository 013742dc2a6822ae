package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A volume and its bricks are gone. */
@EventType(
        value = "org.vmc.storage.volume.deleted.v1",
        topic = Topics.STORAGE,
        summary = "A volume and its bricks are gone.")
public record VolumeDeleted(UUID volumeId, String name) implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
