package org.vmc.vm.workers;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.build.WorkersReleased;
import org.vmc.contracts.build.WorkersRequested;
import org.vmc.contracts.vm.VmCreateFailed;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.leases.Lease;
import org.vmc.vm.ledger.Ledger;
import org.vmc.vm.vms.Makings;
import org.vmc.vm.vms.VmOrder;
import org.vmc.vm.vms.VmOrders;

/** Turns requests of builds into operations. Every method runs inside the inbox's transaction. */
@ApplicationScoped
class Workers {

    private static final int ID_DIGITS = 8;
    /** The one status that says the same request may work later, as for a step of an operation. */
    private static final int PASSES = 503;

    private final Flavours flavours;
    private final Templates templates;
    private final Inventory inventory;
    private final VmOrders orders;
    private final Operations operations;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Makings makings;

    Workers(
            Flavours flavours,
            Templates templates,
            Inventory inventory,
            VmOrders orders,
            Operations operations,
            Outbox outbox,
            Ledger ledger,
            Makings makings) {
        this.flavours = flavours;
        this.templates = templates;
        this.inventory = inventory;
        this.orders = orders;
        this.operations = operations;
        this.outbox = outbox;
        this.ledger = ledger;
        this.makings = makings;
    }

    /**
     * Begins to create the workers. When that is impossible each worker fails with the reason, so that the build ends.
     *
     * @throws UnanswerableRequest when nobody can be told
     */
    void create(WorkersRequested request, CloudEvent event) {
        Origin origin = origin(request.owner(), request.team(), event);
        Optional<Flavour> flavour = flavours.named(request.type());
        Optional<String> pool = pool(request.template());
        if (flavour.isEmpty()) {
            refuse(request, origin, "There is no type %s; there are %s.".formatted(request.type(), flavours.names()));
            return;
        }
        if (pool.isEmpty()) {
            refuse(request, origin, "No pool is configured.");
            return;
        }
        VmOrder order = new VmOrder(
                names(request),
                pool.get(),
                request.template(),
                flavour.get(),
                templates.role(pool.get(), request.template()).orElse(null),
                new Lease(Duration.ofSeconds(Math.max(1, request.leaseSeconds()))),
                request.spread(),
                request.avoidHosts(),
                null,
                makings.ofTemplate(request.template()));
        List<NewOperation<?>> creations;
        try {
            ledger.requireRoom(pool.get());
            creations = orders.create(order, origin.actor(), origin.team(), origin.correlationId());
        } catch (ProblemException refused) {
            if (refused.type().status() == PASSES) {
                throw refused;
            }
            refuse(request, origin, refused.detail());
            return;
        }
        operations.submit(origin, null, () -> creations);
    }

    /**
     * Cancels the creations of the build that still run, and deletes what there is once they are over. A creation that
     * ends between the look and its cancel makes the request fail and be handled again.
     */
    void release(WorkersReleased released, CloudEvent event) {
        UUID build = correlationId(event);
        operations.list(OperationFilter.ofRequest(build)).stream()
                .filter(operation -> VmOrders.isCreation(operation.kind())
                        && !operation.state().isEnded())
                .forEach(creation -> operations.cancel(creation.id(), creation.origin()));
        orders.release(build).ifPresent(release -> {
            Origin origin = origin(release.owner(), release.team(), event);
            operations.submit(origin, null, release::deletions);
        });
    }

    private void refuse(WorkersRequested request, Origin origin, String reason) {
        for (String name : names(request)) {
            outbox.publish(new VmCreateFailed(TimeOrderedIds.next(), name, reason), origin.correlationId(), null);
        }
    }

    /** The first pool that has the template; else the first, where the creation will say that it is missing. */
    private Optional<String> pool(String template) {
        List<String> known = new ArrayList<>(
                inventory.pools().stream().map(PoolSnapshot::name).toList());
        return known.stream()
                .filter(pool -> templates.named(pool, template).isPresent())
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    /**
     * Named after the end of the build's id: the beginning of time-ordered ids is alike for builds of the same hour.
     */
    private static List<String> names(WorkersRequested request) {
        String id = request.buildId().toString();
        String stem = "build-" + id.substring(id.length() - ID_DIGITS) + "-";
        return IntStream.rangeClosed(1, request.count())
                .mapToObj(number -> stem + number)
                .toList();
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

    private static UUID correlationId(CloudEvent event) {
        String id = event.correlationId();
        if (id == null) {
            return event.subject();
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw new UnanswerableRequest("Correlation id of event " + event.id() + " is not a UUID", notOne);
        }
    }
}
