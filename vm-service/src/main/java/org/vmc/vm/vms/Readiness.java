package org.vmc.vm.vms;

import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.ObservedHost;

/** Whether users can reach a VM yet. */
sealed interface Readiness {

    /** They can, at this address. */
    record Ready(ObservedHost host, String address) implements Readiness {}

    /** Not yet; the outcome says what is missing. */
    record Waiting(StepOutcome outcome) implements Readiness {}
}
