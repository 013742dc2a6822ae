package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A pool no longer has an SR that was released.
 *
 * @param publicationId of the request
 */
@EventType(
        value = "org.vmc.storage.repository.forgotten.v1",
        topic = Topics.STORAGE,
        summary = "A pool no longer has an SR that was released.")
public record RepositoryForgotten(UUID publicationId, String name, String poolName) implements StorageFact {

    @Override
    public UUID subject() {
        return publicationId;
    }
}
