package org.vmc.contracts.vm;

import org.vmc.contracts.Payload;

/** A fact about one virtual machine. */
public sealed interface VmFact extends Payload
        permits VmClaimed,
                VmCreateFailed,
                VmDeleted,
                VmDiskAttached,
                VmDiskDeleted,
                VmLeaseExpired,
                VmLeaseExpiring,
                VmLeaseExtended,
                VmMoved,
                VmPaused,
                VmReady,
                VmRebooted,
                VmRenamed,
                VmResized,
                VmResumed,
                VmReverted,
                VmSnapshotDeleted,
                VmSnapshotTaken,
                VmStarted,
                VmStopped,
                VmSuspended,
                VmUnpaused {}
