package org.vmc.contracts.build;

/** How a build ended. */
public enum BuildOutcome {
    SUCCEEDED,
    FAILED,
    CANCELLED
}
