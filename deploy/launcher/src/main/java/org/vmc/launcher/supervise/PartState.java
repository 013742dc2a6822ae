package org.vmc.launcher.supervise;

/** Where a part is in its life. */
public enum PartState {
    /** Another part must be ready first. */
    WAITING,
    STARTING,
    READY,
    /** It died or did not start, and is started again after a pause. */
    BACKING_OFF,
    STOPPING,
    STOPPED
}
