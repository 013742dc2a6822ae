package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume became fuller or emptier than a limit.
 *
 * @param usedBytes by its files, each counted once
 * @param sizeBytes what it may hold
 * @param reason sentence for people: the figures, and what to do
 */
@EventType(
        value = "org.vmc.storage.volume.fill-changed.v1",
        topic = Topics.STORAGE,
        summary = "A volume became fuller or emptier than a limit.")
public record VolumeFillChanged(
        UUID volumeId,
        String name,
        VolumeFill previousFill,
        VolumeFill fill,
        long usedBytes,
        long sizeBytes,
        String reason)
        implements StorageFact {

    @Override
    public UUID subject() {
        return volumeId;
    }
}
