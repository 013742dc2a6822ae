package org.vmc.storage.repositories;

/** Where a publication is. One that is over has no row. */
enum PublicationState {
    /** Accepted; vm-service has not been asked yet. */
    PLANNED,
    /** vm-service is to make the SR and has not answered. */
    ASKED,
    /** The pool has the SR. */
    THERE,
    /** vm-service could not make it, and left nothing. */
    REFUSED,
    /** vm-service is to forget the SR and has not answered. */
    RELEASED
}
