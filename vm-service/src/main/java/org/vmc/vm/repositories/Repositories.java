package org.vmc.vm.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.storage.RepositoryCreateFailed;
import org.vmc.contracts.storage.RepositoryForgotten;
import org.vmc.contracts.storage.RepositoryReleased;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.http.identity.Role;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

/** Turns requests of storage-service into operations. Every method runs inside the inbox's transaction. */
@ApplicationScoped
class Repositories {

    private static final int MOST_CREATIONS = 10;

    private final Inventory inventory;
    private final Operations operations;
    private final CreateRepository createRepository;
    private final ForgetRepository forgetRepository;
    private final Outbox outbox;

    Repositories(
            Inventory inventory,
            Operations operations,
            CreateRepository createRepository,
            ForgetRepository forgetRepository,
            Outbox outbox) {
        this.inventory = inventory;
        this.operations = operations;
        this.createRepository = createRepository;
        this.forgetRepository = forgetRepository;
        this.outbox = outbox;
    }

    /** Begins to make the SR. For a pool nobody knows the asker is told at once. */
    void create(RepositoryRequested request, CloudEvent event) {
        Origin origin = origin(request.owner(), request.team(), event);
        if (inventory.pool(request.pool()).isEmpty()) {
            String reason = "There is no pool %s; there are: %s."
                    .formatted(
                            request.pool(),
                            String.join(
                                    ", ",
                                    inventory.pools().stream()
                                            .map(PoolSnapshot::name)
                                            .toList()));
            outbox.publish(
                    new RepositoryCreateFailed(request.publicationId(), request.name(), request.pool(), reason),
                    origin.correlationId(),
                    null);
            return;
        }
        RepositoryOrder order = new RepositoryOrder(
                request.publicationId(),
                request.pool(),
                request.name(),
                request.kind(),
                request.type(),
                request.deviceConfig(),
                request.owner());
        operations.submit(
                origin,
                null,
                () -> List.of(NewOperation.of(createRepository, order, target(request.publicationId(), request.name()))
                        .alsoLocking("sr-name/%s/%s".formatted(request.pool(), request.name()))));
    }

    /**
     * Cancels what still makes the SR, and forgets what there is once that is over. A creation that ends between the
     * look and its cancel makes the request fail and be handled again.
     */
    void release(RepositoryReleased request, CloudEvent event) {
        Origin origin = origin(request.owner(), request.team(), event);
        if (inventory.pool(request.pool()).isEmpty()) {
            outbox.publish(
                    new RepositoryForgotten(request.publicationId(), request.name(), request.pool()),
                    origin.correlationId(),
                    null);
            return;
        }
        operations
                .list(new OperationFilter(
                        null, CreateRepository.NAME, request.publicationId(), null, null, MOST_CREATIONS))
                .stream()
                .filter(creation -> !creation.state().isEnded())
                .forEach(creation -> operations.cancel(creation.id(), creation.origin()));
        RepositoryRelease release = new RepositoryRelease(request.publicationId(), request.pool(), request.name());
        operations.submit(
                origin,
                null,
                () -> List.of(
                        NewOperation.of(forgetRepository, release, target(request.publicationId(), request.name()))));
    }

    private static Target target(UUID publicationId, String name) {
        return new Target("repository", publicationId, name);
    }

    private static Origin origin(String owner, @Nullable String team, CloudEvent event) {
        return new Origin(
                owner,
                Role.ENGINEER.wireName(),
                team == null ? "" : team,
                event.type(),
                correlationId(event),
                event.traceparent());
    }

    /** Ours are ids of operations; an asker that names none is told under the id of what it asks for. */
    private static UUID correlationId(CloudEvent event) {
        String id = event.correlationId();
        try {
            return id == null ? event.subject() : UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            return event.subject();
        }
    }
}
