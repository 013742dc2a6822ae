package org.vmc.vm.repositories;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.contracts.storage.RepositoryReleased;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.contracts.storage.StorageRequest;
import org.vmc.operations.inbox.Inbox;

/** Reads the requests of storage-service, each once. */
@ApplicationScoped
class RepositoryRequests {

    private static final Logger LOG = Logger.getLogger(RepositoryRequests.class);
    private static final String CONSUMER = "vm-service/repositories";

    private final Inbox inbox;
    private final Repositories repositories;

    RepositoryRequests(Inbox inbox, Repositories repositories) {
        this.inbox = inbox;
        this.repositories = repositories;
    }

    /**
     * Handles one record of {@code vmc.requests}. What fails, such as for a database that is away, is tried again until
     * it works, because the asker has been told nothing yet.
     */
    @Incoming("storage-requests")
    @RunOnVirtualThread
    @Retry(maxRetries = -1, delay = 500, delayUnit = ChronoUnit.MILLIS, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
    public void handle(byte[] value) {
        CloudEvent event;
        try {
            event = CloudEvents.decode(value);
        } catch (MalformedEventException unreadable) {
            // The reader of workers' requests reads the same records and puts it with the dead letters.
            LOG.debug("Passing over a record that is no event", unreadable);
            return;
        }
        if (!(event.data() instanceof StorageRequest request)) {
            return;
        }
        switch (request) {
            case RepositoryRequested requested ->
                inbox.handleOnce(CONSUMER, event, fresh -> repositories.create(requested, fresh));
            case RepositoryReleased released ->
                inbox.handleOnce(CONSUMER, event, fresh -> repositories.release(released, fresh));
        }
    }
}
