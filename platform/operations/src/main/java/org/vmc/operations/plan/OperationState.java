package org.vmc.operations.plan;

/** The life of an operation. The last four are its ends. */
public enum OperationState {
    /** Accepted; waits for a worker or for an earlier operation on the same target. */
    PENDING,
    /** Its steps run. */
    RUNNING,
    /** A cancel was accepted; the undos of the begun steps run. */
    CANCELLING,
    /** A step failed; the undos of the begun steps run. */
    UNDOING,
    /** Every step is done. */
    SUCCEEDED,
    /** A step failed and everything begun was taken back. */
    FAILED,
    /** It was cancelled and everything begun was taken back. */
    CANCELLED,
    /** It was cancelled or failed, and something could not be taken back: the steps say what. */
    UNDO_FAILED;

    /** True for the four ends. */
    public boolean isEnded() {
        return switch (this) {
            case PENDING, RUNNING, CANCELLING, UNDOING -> false;
            case SUCCEEDED, FAILED, CANCELLED, UNDO_FAILED -> true;
        };
    }

    /** True while undos run. */
    public boolean isUnwinding() {
        return this == CANCELLING || this == UNDOING;
    }
}
