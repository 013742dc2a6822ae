package org.vmc.storage.exports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A directory that an NFS server exports. */
@Entity
@Table(name = "nfs_export")
class NfsExport {

    @Id
    UUID id;

    @Column(name = "name")
    String name;

    @Column(name = "server")
    String server;

    @Column(name = "port")
    int port;

    @Column(name = "path")
    String path;

    @Column(name = "owner")
    String owner;

    @Column(name = "team")
    String team;

    /** Whether the directory was seen by NFSv4; null until the server was asked. */
    @Column(name = "seen")
    @Nullable
    Boolean seen;

    @Column(name = "created_at")
    Instant createdAt;

    /** For Hibernate. */
    NfsExport() {}
}
