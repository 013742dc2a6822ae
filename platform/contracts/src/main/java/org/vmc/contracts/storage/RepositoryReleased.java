package org.vmc.contracts.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A pool shall no longer have an SR that was requested; what still makes it is cancelled.
 *
 * @param publicationId of the request
 * @param pool configured name of the pool
 * @param name name of the SR
 * @param reason sentence for people
 * @param owner user on whose behalf
 * @param team team of the owner, if any
 */
@EventType(
        value = "org.vmc.storage.repository-released.v1",
        topic = Topics.REQUESTS,
        summary = "A pool shall no longer have an SR that was requested; what still makes it is cancelled.")
public record RepositoryReleased(
        UUID publicationId,
        String pool,
        String name,
        String reason,
        String owner,
        @Nullable String team) implements StorageRequest {

    @Override
    public UUID subject() {
        return publicationId;
    }
}
