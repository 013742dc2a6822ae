package org.vmc.contracts.storage;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A pool shall have a shared SR on what storage-service keeps; it is released by repository.released.
 *
 * @param publicationId one for each SR that is asked for; the SR carries it
 * @param pool configured name of the pool
 * @param name name of the SR
 * @param type SM driver, such as {@code glusterfs}
 * @param deviceConfig what the driver needs to reach it, for each host alike
 * @param owner user on whose behalf
 * @param team team of the owner, if any
 */
@EventType(
        value = "org.vmc.storage.repository-requested.v1",
        topic = Topics.REQUESTS,
        summary = "A pool shall have a shared SR on a volume or export; it is released by repository-released.")
public record RepositoryRequested(
        UUID publicationId,
        String pool,
        String name,
        RepositoryKind kind,
        String type,
        Map<String, String> deviceConfig,
        String owner,
        @Nullable String team)
        implements StorageRequest {

    public RepositoryRequested {
        deviceConfig = Map.copyOf(deviceConfig);
    }

    @Override
    public UUID subject() {
        return publicationId;
    }
}
