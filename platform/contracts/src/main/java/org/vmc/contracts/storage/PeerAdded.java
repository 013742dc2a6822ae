package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A host joined the trusted storage pool. */
@EventType(
        value = "org.vmc.storage.peer.added.v1",
        topic = Topics.STORAGE,
        summary = "A host joined the trusted storage pool.")
public record PeerAdded(UUID peerId, String hostName) implements StorageFact {

    @Override
    public UUID subject() {
        return peerId;
    }
}
