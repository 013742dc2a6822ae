package org.vmc.storage.volumes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was last told of a started volume. */
@Entity
@Table(name = "volume_health")
class ToldHealth {

    /** How a started volume is. */
    enum State {
        WHOLE,
        DEGRADED,
        HEALING
    }

    @Id
    @Column(name = "volume_id")
    UUID volumeId;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    State state;

    /** As Gluster writes them, one a line. */
    @Column(name = "lost_bricks")
    String lostBricks;

    @Column(name = "since")
    Instant since;

    @Column(name = "degraded_since")
    @Nullable
    Instant degradedSince;

    /** For Hibernate. */
    ToldHealth() {}
}
