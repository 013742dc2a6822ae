package org.vmc.storage.repositories;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.RepositoryKind;

/**
 * Input of {@link PublishRepository}.
 *
 * @param name of the SR
 * @param team team of the owner, if any
 */
record Publishing(
        UUID publicationId,
        Backend backend,
        String pool,
        String name,
        RepositoryKind kind,
        String owner,
        @Nullable String team) {}
