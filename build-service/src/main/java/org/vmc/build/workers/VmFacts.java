package org.vmc.build.workers;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.build.WorkersReleased;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.contracts.vm.VmApprovalGranted;
import org.vmc.contracts.vm.VmApprovalRejected;
import org.vmc.contracts.vm.VmApprovalRequested;
import org.vmc.contracts.vm.VmClaimed;
import org.vmc.contracts.vm.VmConsoleClosed;
import org.vmc.contracts.vm.VmConsoleOpened;
import org.vmc.contracts.vm.VmCopied;
import org.vmc.contracts.vm.VmCreateFailed;
import org.vmc.contracts.vm.VmDeleted;
import org.vmc.contracts.vm.VmDiskAttached;
import org.vmc.contracts.vm.VmDiskDeleted;
import org.vmc.contracts.vm.VmDiskDetached;
import org.vmc.contracts.vm.VmFact;
import org.vmc.contracts.vm.VmHandedOver;
import org.vmc.contracts.vm.VmImported;
import org.vmc.contracts.vm.VmInstalling;
import org.vmc.contracts.vm.VmLeaseExpired;
import org.vmc.contracts.vm.VmLeaseExpiring;
import org.vmc.contracts.vm.VmLeaseExtended;
import org.vmc.contracts.vm.VmMediumChanged;
import org.vmc.contracts.vm.VmMoved;
import org.vmc.contracts.vm.VmPaused;
import org.vmc.contracts.vm.VmQuarantineReleased;
import org.vmc.contracts.vm.VmReady;
import org.vmc.contracts.vm.VmRebooted;
import org.vmc.contracts.vm.VmRenamed;
import org.vmc.contracts.vm.VmResized;
import org.vmc.contracts.vm.VmRestoreUndone;
import org.vmc.contracts.vm.VmRestored;
import org.vmc.contracts.vm.VmResumed;
import org.vmc.contracts.vm.VmReverted;
import org.vmc.contracts.vm.VmSnapshotDeleted;
import org.vmc.contracts.vm.VmSnapshotTaken;
import org.vmc.contracts.vm.VmStarted;
import org.vmc.contracts.vm.VmStopped;
import org.vmc.contracts.vm.VmSuspended;
import org.vmc.contracts.vm.VmTemplateDeleted;
import org.vmc.contracts.vm.VmTemplateMade;
import org.vmc.contracts.vm.VmUnpaused;
import org.vmc.contracts.vm.VmWeightApplied;
import org.vmc.contracts.vm.VmWeightRestored;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.inbox.Inbox;
import org.vmc.operations.outbox.Outbox;

/** Reads what vm-service says about VMs, and notes what concerns workers. */
@ApplicationScoped
class VmFacts {
    private static final String CONSUMER = "workers";

    private final WorkerRequests requests;
    private final WorkerRows rows;
    private final Workers workers;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Operations operations;

    VmFacts(
            WorkerRequests requests,
            WorkerRows rows,
            Workers workers,
            Inbox inbox,
            Outbox outbox,
            Operations operations) {
        this.requests = requests;
        this.rows = rows;
        this.workers = workers;
        this.inbox = inbox;
        this.outbox = outbox;
        this.operations = operations;
    }

    /** Tries an event until the database takes it: passing one over would leave a build without its worker. */
    @Incoming("vm-facts")
    @RunOnVirtualThread
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            jitter = 300,
            abortOn = MalformedEventException.class)
    void read(byte[] value) {
        var event = CloudEvents.decode(value);
        if (!(event.data() instanceof VmFact fact)) {
            return;
        }
        inbox.handleOnce(CONSUMER, event, once -> note(once, fact));
        correlation(event).ifPresent(operations::wake);
    }

    private void note(CloudEvent event, VmFact fact) {
        switch (fact) {
            case VmReady ready -> requestOf(event).ifPresent(request -> ready(ready, request));
            case VmCreateFailed failed -> requestOf(event).ifPresent(request -> failed(failed, request));
            case VmStopped stopped -> workers.lost(stopped.vmId(), "it was stopped before the build gave it back");
            case VmDeleted deleted -> workers.lost(deleted.vmId(), "it was deleted before the build gave it back");
            case VmSuspended suspended ->
                workers.lost(suspended.vmId(), "it was suspended before the build gave it back");
            case VmPaused paused -> workers.lost(paused.vmId(), "it was paused before the build gave it back");
            case VmStarted _,
                    VmResumed _,
                    VmUnpaused _,
                    VmRebooted _,
                    VmMediumChanged _,
                    VmMoved _,
                    VmResized _,
                    VmRenamed _,
                    VmClaimed _,
                    VmConsoleOpened _,
                    VmApprovalRequested _,
                    VmApprovalGranted _,
                    VmApprovalRejected _,
                    VmConsoleClosed _,
                    VmImported _,
                    VmInstalling _,
                    VmCopied _,
                    VmTemplateDeleted _,
                    VmTemplateMade _,
                    VmDiskAttached _,
                    VmDiskDeleted _,
                    VmDiskDetached _,
                    VmReverted _,
                    VmRestored _,
                    VmRestoreUndone _,
                    VmQuarantineReleased _,
                    VmHandedOver _,
                    VmSnapshotTaken _,
                    VmSnapshotDeleted _,
                    VmLeaseExtended _,
                    VmLeaseExpiring _,
                    VmLeaseExpired _,
                    VmWeightApplied _,
                    VmWeightRestored _ -> {}
        }
    }

    private void ready(VmReady fact, WorkerRequest request) {
        if (request.isReleased()) {
            // It was being made while the build ended. Saying it again costs nothing; a worker left behind does.
            outbox.publish(
                    new WorkersReleased(request.buildId(), "The build had ended before the worker was ready."),
                    request.operationId(),
                    request.operationId());
            return;
        }
        if (isNew(fact.vmId())) {
            rows.persist(Worker.ready(
                    fact.vmId(), request.buildId(), fact.name(), fact.hostName(), fact.address(), fact.vcpus()));
        }
    }

    private void failed(VmCreateFailed fact, WorkerRequest request) {
        if (isNew(fact.vmId())) {
            rows.persist(Worker.failed(fact.vmId(), request.buildId(), fact.name(), fact.reason()));
        }
    }

    /** The same may be said twice under two event ids, as when a publisher was killed and its work repeated. */
    private boolean isNew(UUID vmId) {
        return rows.findByIdOptional(vmId).isEmpty();
    }

    private Optional<WorkerRequest> requestOf(CloudEvent event) {
        return correlation(event).flatMap(requests::ofOperation);
    }

    /** Ours are operation ids; others may be any text. */
    private static Optional<UUID> correlation(CloudEvent event) {
        try {
            return Optional.ofNullable(event.correlationId()).map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
