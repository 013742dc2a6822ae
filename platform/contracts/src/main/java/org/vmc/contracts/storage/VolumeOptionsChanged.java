package org.vmc.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * Options of a volume have other values.
 *
 * @param changed {@code name=value} of each; the value is empty when the option has Gluster's default again
 */
@EventType(
        value = "org.vmc.storage.volume.options-changed.v1",
        topic = Topics.STORAGE,
        summary = "Options of a volume have other values.")
public record VolumeOptionsChanged(UUID volumeId, String name, List<String> changed) implements StorageFact {

    public VolumeOptionsChanged {
        changed = List.copyOf(changed);
    }

    @Override
    public UUID subject() {
        return volumeId;
    }
}
