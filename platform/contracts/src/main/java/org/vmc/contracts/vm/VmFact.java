package org.vmc.contracts.vm;

import org.vmc.contracts.Payload;

/** A fact about one virtual machine. */
public sealed interface VmFact extends Payload
        permits VmApprovalGranted,
                VmApprovalRejected,
                VmApprovalRequested,
                VmClaimed,
                VmConsoleClosed,
                VmConsoleOpened,
                VmCreateFailed,
                VmDeleted,
                VmDiskAttached,
                VmDiskDeleted,
                VmDiskDetached,
                VmLeaseExpired,
                VmLeaseExpiring,
                VmLeaseExtended,
                VmMoved,
                VmPaused,
                VmQuarantineReleased,
                VmReady,
                VmRebooted,
                VmRenamed,
                VmResized,
                VmRestored,
                VmRestoreUndone,
                VmResumed,
                VmReverted,
                VmSnapshotDeleted,
                VmSnapshotTaken,
                VmStarted,
                VmStopped,
                VmSuspended,
                VmUnpaused,
                VmWeightApplied,
                VmWeightRestored {}
