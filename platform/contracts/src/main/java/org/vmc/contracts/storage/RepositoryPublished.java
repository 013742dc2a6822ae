package org.vmc.contracts.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume or export is an SR of a pool.
 *
 * @param backendId the volume or export
 * @param backendName its name
 * @param repositoryId the pool's uuid of the SR
 * @param repositoryName its name there
 * @param owner user on whose behalf
 * @param team team of the owner, if any
 */
@EventType(
        value = "org.vmc.storage.repository.published.v1",
        topic = Topics.STORAGE,
        summary = "A volume or export is an SR of a pool.")
public record RepositoryPublished(
        UUID backendId,
        String backendName,
        UUID repositoryId,
        String repositoryName,
        String poolName,
        RepositoryKind kind,
        String owner,
        @Nullable String team)
        implements StorageFact {

    @Override
    public UUID subject() {
        return backendId;
    }
}
