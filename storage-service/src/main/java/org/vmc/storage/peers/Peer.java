package org.vmc.storage.peers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** A member of the pool as last observed. Its id follows from its name, so it is the same before and after a probe. */
@Entity
@Table(name = "peer")
class Peer {

    @Id
    UUID id;

    @Column(name = "host")
    String host;

    @Column(name = "gluster_id")
    UUID glusterId;

    @Column(name = "connected")
    boolean connected;

    @Column(name = "state")
    String state;

    @Column(name = "observed_at")
    Instant observedAt;

    /** For Hibernate. */
    Peer() {}

    static UUID idOf(String host) {
        return UUID.nameUUIDFromBytes(("peer/" + host).getBytes(StandardCharsets.UTF_8));
    }
}
