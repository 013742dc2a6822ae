package org.vmc.build.clocks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A host whose clock is further off than it may be; see the migration for what the columns mean. */
@Entity
@Table(name = "skewed_host")
class SkewedHost {
    @Id
    @Column(name = "host_id")
    private UUID hostId;

    @Column(name = "name")
    private String name;

    @Column(name = "pool_name")
    private String poolName;

    @Column(name = "offset_millis")
    private long offsetMillis;

    /** For Hibernate. */
    protected SkewedHost() {}

    SkewedHost(UUID hostId) {
        this.hostId = hostId;
    }

    void measured(String hostName, String pool, long millis) {
        name = hostName;
        poolName = pool;
        offsetMillis = millis;
    }

    String name() {
        return name;
    }

    String poolName() {
        return poolName;
    }

    /** How far it is ahead; negative when it is behind. */
    long offsetMillis() {
        return offsetMillis;
    }
}
