package org.vmc.contracts.operation;

/** Final states of an operation. */
public enum OperationOutcome {
    SUCCEEDED,
    /** Failed, and everything it had done is undone. */
    FAILED,
    CANCELLED,
    /** Failed or cancelled, and something could not be undone: a person has to look. */
    UNDO_FAILED
}
