package org.vmc.build.workers;

/** Where a worker is between being asked for and being used. */
public enum WorkerState {
    /** vm-service says that it is ready; we have not looked. */
    READY,
    /** It answers, and its compiler equals the builder's. */
    VERIFIED,
    /** It is not used, for its reason. */
    REFUSED,
    /** It could not be created, for its reason. */
    FAILED,
    /** It went away before the build gave it back. */
    LOST
}
