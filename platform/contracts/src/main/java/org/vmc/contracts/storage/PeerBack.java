package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A host of the storage pool that was lost takes part again. */
@EventType(
        value = "org.vmc.storage.peer.back.v1",
        topic = Topics.STORAGE,
        summary = "A host of the storage pool that was lost takes part again.")
public record PeerBack(UUID peerId, String hostName) implements StorageFact {

    @Override
    public UUID subject() {
        return peerId;
    }
}
