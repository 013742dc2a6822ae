package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * All bricks of a volume are there again, and what was written meanwhile is being repaired.
 *
 * @param entries files and directories that are left to repair, as the brick that knows most says
 */
@EventType(
        value = "org.vmc.storage.volume.healing.v1",
        topic = Topics.STORAGE,
        summary = "All bricks of a volume are there again and are being repaired.")
public record VolumeHealing(UUID volumeId, String name, long entries) implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
