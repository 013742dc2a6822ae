package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A brick has taken the place of another and holds all that its set keeps.
 *
 * @param brick {@code host:/path} of the new one
 * @param formerBrick {@code host:/path} of the one it replaces
 */
@EventType(
        value = "org.vmc.storage.volume.brick-replaced.v1",
        topic = Topics.STORAGE,
        summary = "A brick has taken the place of another and holds all that its set keeps.")
public record VolumeBrickReplaced(UUID volumeId, String name, String brick, String formerBrick) implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
