package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A pool has the SR that was requested, and every host of it reaches it.
 *
 * @param publicationId of the request
 * @param repositoryId the pool's uuid of the SR
 */
@EventType(
        value = "org.vmc.storage.repository.created.v1",
        topic = Topics.STORAGE,
        summary = "A pool has the SR that was requested, and every host of it reaches it.")
public record RepositoryCreated(UUID publicationId, UUID repositoryId, String name, String poolName)
        implements StorageFact {

    @Override
    public UUID subject() {
        return publicationId;
    }
}
