package org.vmc.storage.gluster;

/** Gluster's own three states of a volume. */
public enum VolumeStatus {
    /** Made and never started. */
    CREATED,
    STARTED,
    STOPPED
}
