package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A volume can be mounted. */
@EventType(value = "org.vmc.storage.volume.started.v1", topic = Topics.STORAGE, summary = "A volume can be mounted.")
public record VolumeStarted(UUID volumeId, String name) implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
