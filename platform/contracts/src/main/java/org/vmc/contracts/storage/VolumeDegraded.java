package org.vmc.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * Bricks of a started volume are away: some, others than before, or not as many any more.
 *
 * @param layout such as {@code replicated}
 * @param lostBricks {@code host:/path} of each brick that is away
 * @param filesUsable what can still be read and written
 * @param explanation the same in sentences: what is lost, what still works, what would come next
 */
@EventType(
        value = "org.vmc.storage.volume.degraded.v1",
        topic = Topics.STORAGE,
        summary = "Bricks of a started volume are away.")
public record VolumeDegraded(
        UUID volumeId, String name, String layout, List<String> lostBricks, FilesUsable filesUsable, String explanation)
        implements StorageFact {

    public VolumeDegraded {
        lostBricks = List.copyOf(lostBricks);
    }

    @Override
    public UUID subject() {
        return volumeId;
    }
}
