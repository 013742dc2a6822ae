package org.vmc.storage.volumes;

import org.vmc.storage.gluster.VolumeStatus;

/** A volume's status as last seen: Gluster's own three, or not there. */
enum ObservedStatus {
    ABSENT,
    CREATED,
    STARTED,
    STOPPED;

    static ObservedStatus of(VolumeStatus status) {
        return switch (status) {
            case CREATED -> CREATED;
            case STARTED -> STARTED;
            case STOPPED -> STOPPED;
        };
    }
}
