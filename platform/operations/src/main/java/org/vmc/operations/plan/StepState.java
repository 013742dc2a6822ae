package org.vmc.operations.plan;

/** The life of a step. */
public enum StepState {
    PENDING,
    RUNNING,
    DONE,
    FAILED,
    UNDONE,
    UNDO_FAILED
}
