package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A storage repository of a Xen pool became fuller or emptier than a limit.
 *
 * @param repositoryId the pool's uuid of it
 * @param promisedBytes the sizes of all its disks together, written or not
 * @param reason sentence for people: the figures, and what to do
 */
@EventType(
        value = "org.vmc.storage.repository.level-changed.v1",
        topic = Topics.STORAGE,
        summary = "A storage repository of a Xen pool became fuller or emptier than a limit.")
public record RepositoryLevelChanged(
        UUID repositoryId,
        String name,
        String poolName,
        RepositoryLevel previousLevel,
        RepositoryLevel level,
        long physicalSizeBytes,
        long usedBytes,
        long promisedBytes,
        String reason)
        implements StorageFact {

    @Override
    public UUID subject() {
        return repositoryId;
    }
}
