package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A pool has not got the SR that was requested; nothing of it is left there.
 *
 * @param publicationId of the request
 * @param reason sentence for people: what the pool said, and what to do
 */
@EventType(
        value = "org.vmc.storage.repository.create-failed.v1",
        topic = Topics.STORAGE,
        summary = "A pool has not got the SR that was requested; nothing of it is left there.")
public record RepositoryCreateFailed(UUID publicationId, String name, String poolName, String reason)
        implements StorageFact {

    @Override
    public UUID subject() {
        return publicationId;
    }
}
