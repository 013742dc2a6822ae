package org.vmc.vm.workers;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.build.WorkersReleased;
import org.vmc.contracts.build.WorkersRequested;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.operations.inbox.Inbox;

/** Reads the requests of builds, each once. */
@ApplicationScoped
class WorkerRequests {

    private static final Logger LOG = Logger.getLogger(WorkerRequests.class);
    private static final String CONSUMER = "vm-service/workers";

    private final Inbox inbox;
    private final Workers workers;

    WorkerRequests(Inbox inbox, Workers workers) {
        this.inbox = inbox;
        this.workers = workers;
    }

    /**
     * Handles one record of {@code vmc.requests}. What cannot be read, or answered, is refused at once and becomes a
     * dead letter; what fails otherwise, such as for a database that is away, is tried again until it works, because
     * the asker has been told nothing yet.
     */
    @Incoming("requests")
    @RunOnVirtualThread
    @Retry(
            maxRetries = -1,
            delay = 500,
            delayUnit = ChronoUnit.MILLIS,
            maxDuration = 0,
            abortOn = {MalformedEventException.class, UnanswerableRequest.class})
    @ExponentialBackoff(maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
    public void handle(byte[] value) {
        CloudEvent event = CloudEvents.decode(value);
        switch (event.data()) {
            case WorkersRequested requested ->
                inbox.handleOnce(CONSUMER, event, fresh -> workers.create(requested, fresh));
            case WorkersReleased released ->
                inbox.handleOnce(CONSUMER, event, fresh -> workers.release(released, fresh));
            default -> LOG.debugf("Event %s of type %s is not for this service", event.id(), event.type());
        }
    }
}
