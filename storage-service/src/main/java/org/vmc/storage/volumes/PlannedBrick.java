package org.vmc.storage.volumes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.vmc.storage.gluster.Brick;

/** A brick that an accepted operation is going to add: its place is taken and its room is promised. */
@Entity
@Table(name = "planned_brick")
class PlannedBrick {

    @Id
    UUID id;

    @Column(name = "plan_id")
    UUID planId;

    @Column(name = "volume_id")
    UUID volumeId;

    @Column(name = "host")
    String host;

    @Column(name = "path")
    String path;

    @Column(name = "promised_bytes")
    long promisedBytes;

    /** For Hibernate. */
    PlannedBrick() {}

    Brick brick() {
        return new Brick(host, path);
    }
}
