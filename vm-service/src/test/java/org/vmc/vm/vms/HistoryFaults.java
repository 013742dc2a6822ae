package org.vmc.vm.vms;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FaultPoints.Moment;
import org.vmc.operations.engine.FaultPoints.Point;
import org.vmc.operations.testing.SimulatedCrash;

/** What goes wrong inside the service, by operation: workers die, steps fail, users change their minds. */
final class HistoryFaults {

    private static final int POINTS_OF_AN_OPERATION = 18;
    private static final long PATIENCE_SECONDS = 20;

    private final Map<UUID, CompletableFuture<Plan>> plans = new ConcurrentHashMap<>();
    private final Map<Kind, AtomicInteger> struck = new ConcurrentHashMap<>();
    private final Canceller canceller;

    HistoryFaults(Canceller canceller) {
        this.canceller = canceller;
    }

    /** Cancels an operation as its owner does. */
    interface Canceller {
        void cancel(UUID operation);
    }

    enum Kind {
        WORKER_DIES,
        STEP_FAILS,
        CANCELLED
    }

    /** What shall happen at which point an operation reaches, counted from 0. */
    record Fault(int at, Kind kind) {}

    private record Plan(List<Fault> faults, AtomicInteger reached) {}

    /** Up to three faults at random points; often none. */
    static List<Fault> drawn(Random random) {
        int count = Math.max(0, random.nextInt(5) - 1);
        return IntStream.range(0, count)
                .mapToObj(n -> new Fault(random.nextInt(POINTS_OF_AN_OPERATION), kind(random.nextInt(10))))
                .toList();
    }

    private static Kind kind(int of10) {
        return of10 < 6 ? Kind.WORKER_DIES : of10 < 8 ? Kind.STEP_FAILS : Kind.CANCELLED;
    }

    /** Says what shall happen to an accepted operation, which waits at its first point until this is known. */
    void plan(UUID operation, List<Fault> faults) {
        plan(operation).complete(new Plan(faults, new AtomicInteger()));
    }

    /** How often each has happened. */
    Map<Kind, AtomicInteger> struck() {
        return struck;
    }

    /** To be installed at the fault points. */
    void reached(Point point) {
        var plan = plan(point.operationId())
                .completeOnTimeout(new Plan(List.of(), new AtomicInteger()), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        int now = plan.reached().getAndIncrement();
        plan.faults().stream().filter(fault -> fault.at() == now).forEach(fault -> strike(fault.kind(), point));
    }

    private void strike(Kind kind, Point point) {
        // A step that is recorded as done cannot fail any more, and an undo that fails is only tried again.
        if (kind == Kind.STEP_FAILS
                && !List.of(Moment.BEFORE_ACTION, Moment.AFTER_ACTION).contains(point.moment())) {
            return;
        }
        struck.computeIfAbsent(kind, none -> new AtomicInteger()).incrementAndGet();
        switch (kind) {
            case WORKER_DIES -> throw new SimulatedCrash(point.toString());
            case STEP_FAILS -> throw ProblemException.conflict("The history made " + point + " fail.");
            case CANCELLED -> canceller.cancel(point.operationId());
        }
    }

    private CompletableFuture<Plan> plan(UUID operation) {
        return plans.computeIfAbsent(operation, none -> new CompletableFuture<>());
    }
}
