package org.vmc.operations.engine;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.audit.ActionAccepted;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.TimeOrderedIds;

/**
 * The way in to durable operations: submit, find, cancel.
 *
 * <p>An operation whose submission has committed is carried out to one of its ends, exactly once, whatever dies
 * meanwhile.
 */
@ApplicationScoped
public class Operations {
    private static final String CANCEL = "CancelOperation";

    private final OperationStore store;
    private final IdempotencyKeys keys;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Workers workers;
    private final Running running;
    private final TransactionManager transactions;
    private final Clock clock = Clock.systemUTC();

    Operations(
            OperationStore store,
            IdempotencyKeys keys,
            Ledger ledger,
            Outbox outbox,
            Workers workers,
            Running running,
            TransactionManager transactions) {
        this.store = store;
        this.keys = keys;
        this.ledger = ledger;
        this.outbox = outbox;
        this.workers = workers;
        this.running = running;
        this.transactions = transactions;
    }

    /**
     * Accepts a request: all its operations or, if anything is thrown, none.
     *
     * @param origin who asks, and the correlation id of the request
     * @param key makes a repeated request answer the first one's operations; null when the request cannot be repeated
     * @param plan checks the request, writes the rows it needs, and says what to do; runs inside the accepting
     *     transaction, and not at all for a repeated request
     * @return the operations as accepted, or those of the first request
     * @throws ProblemException 422 when the key was used for another request
     */
    public List<Operation> submit(
            Origin origin, @Nullable IdempotencyKey key, Supplier<? extends List<? extends NewOperation<?>>> plan) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            if (key != null) {
                Optional<UUID> first = keys.claim(origin, key, clock.instant());
                if (first.isPresent()) {
                    return store.list(OperationFilter.ofRequest(first.get())).reversed();
                }
            }
            return accept(origin, plan.get());
        });
    }

    private List<Operation> accept(Origin origin, List<? extends NewOperation<?>> wanted) {
        var lockKeys = new TreeSet<String>();
        wanted.forEach(operation -> lockKeys.addAll(operation.locks()));
        store.lockUntilCommit(lockKeys);
        var accepted =
                wanted.stream().map(operation -> accept(origin, operation)).toList();
        afterCommit(workers::lookNow);
        return accepted;
    }

    private Operation accept(Origin origin, NewOperation<?> wanted) {
        var id = TimeOrderedIds.next();
        store.insert(id, wanted, origin, clock.instant());
        var operation = store.find(id).orElseThrow();
        ledger.accepted(operation);
        audit(origin, operation.kind(), operation);
        workers.enqueue(id);
        return operation;
    }

    private void audit(Origin by, String action, Operation operation) {
        var target = operation.target();
        outbox.publish(
                new ActionAccepted(
                        TimeOrderedIds.next(),
                        by.actor(),
                        by.role(),
                        by.team(),
                        action,
                        target.type(),
                        target.id().toString(),
                        target.name(),
                        operation.id()),
                operation.origin().correlationId(),
                operation.id());
    }

    /** The operation with this id. */
    public Optional<Operation> find(UUID id) {
        return store.find(id);
    }

    /** The operations that match, newest first. */
    public List<Operation> list(OperationFilter filter) {
        return store.list(filter);
    }

    /**
     * Asks for the operation to be cancelled: what it has begun is taken back. Asking again, or while it fails anyway,
     * changes nothing.
     *
     * @param by who asks; only for the audit, the caller has checked that they may
     * @return the operation as it stands afterwards
     * @throws ProblemException 404 when there is none, 409 when it has ended, is done or is past the point of no return
     */
    public Operation cancel(UUID id, Origin by) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            store.lockRow(id);
            var operation = store.find(id).orElseThrow(() -> ProblemException.notFound("operation", id));
            if (operation.state().isUnwinding()) {
                return operation;
            }
            if (operation.state().isEnded()) {
                throw ProblemException.conflict(
                        "Operation %s has ended: %s. There is nothing to cancel.".formatted(id, operation.state()));
            }
            if (operation.isDone()) {
                throw ProblemException.conflict("Operation %s is done. There is nothing to cancel.".formatted(id));
            }
            if (operation.isPastReturn()) {
                throw ProblemException.conflict(
                        "Operation %s is past the point from which it could be taken back.".formatted(id));
            }
            ledger.cancelled(operation);
            audit(by, CANCEL, operation);
            afterCommit(() -> {
                running.interrupt(id);
                // One that is parked would be looked at only when its pause is over.
                workers.hurry(id);
                workers.lookNow();
            });
            return store.find(id).orElseThrow();
        });
    }

    /** Ends the pause of an operation that waits, because what it waits for may have happened. */
    public void wake(UUID id) {
        if (!running.wake(id)) {
            workers.hurry(id);
            workers.lookNow();
        }
    }

    private void afterCommit(Runnable work) {
        try {
            transactions.getTransaction().registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        work.run();
                    }
                }
            });
        } catch (RollbackException | SystemException e) {
            throw new IllegalStateException("The accepting transaction is no longer active", e);
        }
    }
}
