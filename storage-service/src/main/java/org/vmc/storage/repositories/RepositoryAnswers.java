package org.vmc.storage.repositories;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.contracts.storage.RepositoryCreateFailed;
import org.vmc.contracts.storage.RepositoryCreated;
import org.vmc.contracts.storage.RepositoryForgotten;
import org.vmc.contracts.storage.RepositoryKept;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.inbox.Inbox;

/** Reads what vm-service answers, and wakes the operation that waits for it. */
@ApplicationScoped
class RepositoryAnswers {

    private static final String CONSUMER = "storage-service/repositories";

    private final Publications publications;
    private final Inbox inbox;
    private final Operations operations;

    RepositoryAnswers(Publications publications, Inbox inbox, Operations operations) {
        this.publications = publications;
        this.inbox = inbox;
        this.operations = operations;
    }

    /** Tries an event until the database takes it: passing one over would leave an operation without its answer. */
    @Incoming("storage-facts")
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
        switch (event.data()) {
            case RepositoryCreated _, RepositoryCreateFailed _, RepositoryForgotten _, RepositoryKept _ -> {
                inbox.handleOnce(CONSUMER, event, once -> note(once.data()));
                wake(event);
            }
            default -> {}
        }
    }

    private void note(Payload answer) {
        switch (answer) {
            case RepositoryCreated created -> publications.created(created.publicationId(), created.repositoryId());
            case RepositoryCreateFailed failed -> publications.refused(failed.publicationId(), failed.reason());
            case RepositoryForgotten forgotten -> publications.forgotten(forgotten.publicationId());
            case RepositoryKept kept -> publications.kept(kept.publicationId(), kept.reason());
            default -> {}
        }
    }

    /** Correlation ids of ours are ids of operations; others may be any text. */
    private void wake(CloudEvent event) {
        try {
            operations.wake(UUID.fromString(String.valueOf(event.correlationId())));
        } catch (IllegalArgumentException notOurs) {
            // Nobody waits for it.
        }
    }
}
