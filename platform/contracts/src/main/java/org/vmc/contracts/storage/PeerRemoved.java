package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A host left the trusted storage pool. */
@EventType(
        value = "org.vmc.storage.peer.removed.v1",
        topic = Topics.STORAGE,
        summary = "A host left the trusted storage pool.")
public record PeerRemoved(UUID peerId, String hostName) implements StorageFact {

    @Override
    public UUID subject() {
        return peerId;
    }
}
