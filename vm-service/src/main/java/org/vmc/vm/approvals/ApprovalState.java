package org.vmc.vm.approvals;

/** The life of a request for approval. */
public enum ApprovalState {
    /** Nobody has decided. */
    WAITING,
    /** Approved; what was asked for is being done. */
    GRANTED,
    /** Rejected; nothing was done. */
    REJECTED,
    /** Its time was over, or what it was for was cancelled. */
    LAPSED
}
