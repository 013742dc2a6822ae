package org.vmc.vm.inventory;

import java.time.Instant;

/** Something the event loop of a pool saw of its VMs. */
public sealed interface VmObservation {

    /** The VM looks like this now; also sent for every VM when a pool has been read from the start. */
    record Seen(ObservedVm vm, Instant observedAt) implements VmObservation {}

    /** The VM, last seen like this, is gone from its pool. */
    record Gone(ObservedVm last, Instant observedAt) implements VmObservation {}

    /** The pool has been read from the start: what it does not have now is gone, whenever it went. */
    record Complete(PoolSnapshot pool, Instant observedAt) implements VmObservation {}
}
