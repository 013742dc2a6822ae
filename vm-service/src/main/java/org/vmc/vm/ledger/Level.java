package org.vmc.vm.ledger;

/** How full an SR is. */
enum Level {
    OK,
    /** Somebody should look: much is used, or too much is promised. */
    WARNING,
    /** No new VM is accepted. */
    STOP
}
