package org.vmc.storage.repositories;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.RepositoryKind;

/** A volume or export as an SR of a pool. */
@Entity
@Table(name = "publication")
class Publication {

    @Id
    UUID id;

    @Column(name = "backend_id")
    UUID backendId;

    @Column(name = "backend_name")
    String backendName;

    @Column(name = "pool")
    String pool;

    @Column(name = "name")
    String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    RepositoryKind kind;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    PublicationState state = PublicationState.PLANNED;

    @Column(name = "repository_id")
    @Nullable
    UUID repositoryId;

    @Column(name = "reason")
    @Nullable
    String reason;

    @Column(name = "operation_id")
    @Nullable
    UUID operationId;

    /** For Hibernate. */
    Publication() {}
}
