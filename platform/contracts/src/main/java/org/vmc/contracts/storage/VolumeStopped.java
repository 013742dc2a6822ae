package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A volume can no longer be mounted. */
@EventType(
        value = "org.vmc.storage.volume.stopped.v1",
        topic = Topics.STORAGE,
        summary = "A volume can no longer be mounted.")
public record VolumeStopped(UUID volumeId, String name) implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
