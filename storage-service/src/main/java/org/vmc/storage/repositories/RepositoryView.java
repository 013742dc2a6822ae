package org.vmc.storage.repositories;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.RepositoryKind;

/**
 * An SR as shown to users.
 *
 * @param id the pool's uuid of it, once it is there
 * @param name name it has in the pool
 * @param state {@code PLANNED}, {@code ASKED}, {@code THERE}, {@code REFUSED} or {@code RELEASED}
 * @param reason why it could not be made, or was not forgotten
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RepositoryView(
        @Nullable UUID id,
        String pool,
        String name,
        RepositoryKind kind,
        String state,
        @Nullable String reason) {

    static RepositoryView of(Publication publication) {
        return new RepositoryView(
                publication.repositoryId,
                publication.pool,
                publication.name,
                publication.kind,
                publication.state.name(),
                publication.reason);
    }
}
