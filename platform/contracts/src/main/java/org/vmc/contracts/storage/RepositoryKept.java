package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A pool keeps an SR that was released, as something is on it.
 *
 * @param publicationId of the request
 * @param reason sentence for people: what is on it, and what to do
 */
@EventType(
        value = "org.vmc.storage.repository.kept.v1",
        topic = Topics.STORAGE,
        summary = "A pool keeps an SR that was released, as something is on it.")
public record RepositoryKept(UUID publicationId, String name, String poolName, String reason) implements StorageFact {

    @Override
    public UUID subject() {
        return publicationId;
    }
}
