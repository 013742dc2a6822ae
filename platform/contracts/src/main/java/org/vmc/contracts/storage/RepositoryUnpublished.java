package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A volume or export is no longer an SR of a pool; what lies on it stays there.
 *
 * @param backendId the volume or export
 * @param backendName its name
 * @param repositoryName name the SR had
 */
@EventType(
        value = "org.vmc.storage.repository.unpublished.v1",
        topic = Topics.STORAGE,
        summary = "A volume or export is no longer an SR of a pool; what lies on it stays there.")
public record RepositoryUnpublished(UUID backendId, String backendName, String repositoryName, String poolName)
        implements StorageFact {

    @Override
    public UUID subject() {
        return backendId;
    }
}
