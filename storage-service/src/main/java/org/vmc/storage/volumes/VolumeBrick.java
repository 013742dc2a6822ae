package org.vmc.storage.volumes;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.vmc.storage.gluster.Brick;

/** A brick of a volume and whether its process was seen running. */
@Embeddable
class VolumeBrick {

    @Column(name = "host")
    String host;

    @Column(name = "path")
    String path;

    @Column(name = "online")
    boolean online;

    @Column(name = "promised_bytes")
    long promisedBytes;

    /** For Hibernate. */
    VolumeBrick() {}

    VolumeBrick(Brick brick, long promisedBytes) {
        this.host = brick.host();
        this.path = brick.path();
        this.promisedBytes = promisedBytes;
    }

    Brick brick() {
        return new Brick(host, path);
    }
}
