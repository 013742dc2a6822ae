package org.vmc.contracts.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A brick of a volume was stopped on purpose while files were written and read, and brought back.
 *
 * @param passed all files read back equal what was written, while the brick was away and after it was healed
 * @param lostBrick {@code host:/path} of the brick that was stopped
 * @param awayMillis how long it was away; null when the drill did not come that far
 * @param healMillis from its return until nothing was left to heal; null when the drill did not come that far
 * @param reason why it did not pass
 */
@EventType(
        value = "org.vmc.storage.volume.drilled.v1",
        topic = Topics.STORAGE,
        summary = "A brick of a volume was stopped on purpose while files were written and read, and brought back.")
public record VolumeDrilled(
        UUID volumeId,
        String name,
        boolean passed,
        String lostBrick,
        @Nullable Long awayMillis,
        @Nullable Long healMillis,
        @Nullable String reason)
        implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
