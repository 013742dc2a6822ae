package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A host of the storage pool is away: it does not answer, its Gluster daemon does not run, or the other hosts have lost
 * it.
 *
 * @param reason what was seen, a sentence
 */
@EventType(
        value = "org.vmc.storage.peer.lost.v1",
        topic = Topics.STORAGE,
        summary = "A host of the storage pool does not answer, or its Gluster daemon is away.")
public record PeerLost(UUID peerId, String hostName, String reason) implements StorageFact {

    @Override
    public UUID subject() {
        return peerId;
    }
}
