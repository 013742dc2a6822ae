package org.vmc.operations.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.FaultPoints.Moment;
import org.vmc.operations.engine.FaultPoints.Point;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepState;

/**
 * What every kind of operation must withstand: it succeeds; it succeeds once although a worker dies at any point; it is
 * undone when any step fails before or after its effect, when it is cancelled at any step, and once although a worker
 * dies while undoing.
 *
 * <p>Use it from a {@code @QuarkusTest} with the beans injected there; run one test method for each of its methods.
 */
public final class OperationKit<I> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final UUID NOBODY = new UUID(0, 0);

    private final Operations operations;
    private final FaultPoints faultPoints;
    private final OperationSubject<I> subject;

    public OperationKit(Operations operations, FaultPoints faultPoints, OperationSubject<I> subject) {
        this.operations = operations;
        this.faultPoints = faultPoints;
        this.subject = subject;
    }

    /** It succeeds, and its effect is there. */
    public void succeeds() {
        var ended = run(point -> {});
        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        subject.assertDone(ended);
    }

    /** Although a worker dies at the same moment of every step, it succeeds with its effect there once. */
    public void survivesACrashAtEveryPoint() {
        for (Moment moment : List.of(Moment.BEFORE_ACTION, Moment.AFTER_ACTION, Moment.AFTER_RECORD)) {
            var ended = run(crashingAt(stepNames(), moment));
            assertThat(ended.state())
                    .as("after crashes at %s: %s", moment, ended.message())
                    .isEqualTo(OperationState.SUCCEEDED);
            subject.assertDone(ended);
        }
    }

    /** Whichever step fails, before or after its effect, everything begun is undone. */
    public void isUndoneWhenAnyStepFails() {
        for (String step : stepNames()) {
            for (Moment moment : List.of(Moment.BEFORE_ACTION, Moment.AFTER_ACTION)) {
                var ended = run(once(step, moment, OperationKit::fail));
                assertThat(ended.state())
                        .as("after %s failed at %s: %s", step, moment, ended.message())
                        .isEqualTo(OperationState.FAILED);
                subject.assertUndone(ended);
            }
        }
    }

    /** Cancelled at any step that allows it, everything begun is undone. */
    public void isUndoneWhenCancelledAtAnyStep() {
        for (String step : cancellableStepNames()) {
            var ended =
                    run(once(step, Moment.BEFORE_ACTION, point -> operations.cancel(point.operationId(), origin())));
            assertThat(ended.state())
                    .as("after a cancel at %s: %s", step, ended.message())
                    .isEqualTo(OperationState.CANCELLED);
            subject.assertUndone(ended);
        }
    }

    /** It fails at its last step, and although a worker dies while it undoes each step, everything is undone once. */
    public void isUndoneOnceAlthoughTheUndoCrashes() {
        var steps = stepNames();
        for (Moment moment : List.of(Moment.BEFORE_UNDO, Moment.AFTER_UNDO, Moment.AFTER_UNDO_RECORD)) {
            var failing = once(steps.getLast(), Moment.AFTER_ACTION, OperationKit::fail);
            var ended = run(failing.andThen(crashingAt(steps, moment)));
            assertThat(ended.state())
                    .as("after crashes at %s: %s", moment, ended.message())
                    .isEqualTo(OperationState.FAILED);
            assertThat(ended.steps()).extracting(Operation.StepRow::state).containsOnly(StepState.UNDONE);
            subject.assertUndone(ended);
        }
    }

    /** Although this happens as it begins, or once any of its steps has done something, it succeeds. */
    public void succeedsAlthough(String what, Runnable disturbance) {
        var steps = stepNames();
        succeedsAlthough(what, steps.getFirst(), Moment.BEFORE_ACTION, disturbance);
        steps.forEach(step -> succeedsAlthough(what, step, Moment.AFTER_ACTION, disturbance));
    }

    private void succeedsAlthough(String what, String step, Moment moment, Runnable disturbance) {
        var ended = run(once(step, moment, point -> disturbance.run()));
        assertThat(ended.state())
                .as("after %s at %s, %s: %s", what, step, moment, ended.message())
                .isEqualTo(OperationState.SUCCEEDED);
        subject.assertDone(ended);
    }

    private Operation run(Consumer<Point> fault) {
        // A worker may reach the first point before the submission has told us the id; there it waits for it.
        var mine = new CompletableFuture<UUID>();
        faultPoints.install(point -> {
            if (point.operationId().equals(mine.join())) {
                fault.accept(point);
            }
        });
        try {
            var origin = origin();
            var accepted = operations.submit(origin, null, () -> List.of(subject.fresh(origin)));
            UUID id = accepted.getFirst().id();
            mine.complete(id);
            return await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> operations.find(id).orElseThrow(),
                            operation -> operation.state().isEnded());
        } finally {
            faultPoints.clear();
            mine.complete(NOBODY);
        }
    }

    /** Once at each of these steps. */
    private static Consumer<Point> crashingAt(List<String> steps, Moment moment) {
        return steps.stream()
                .map(step -> once(step, moment, OperationKit::crash))
                .reduce(point -> {}, Consumer::andThen);
    }

    private static Consumer<Point> once(String step, Moment moment, Consumer<Point> fault) {
        Set<Moment> struck = ConcurrentHashMap.newKeySet();
        return point -> {
            if (point.step().equals(step) && point.moment() == moment && struck.add(moment)) {
                fault.accept(point);
            }
        };
    }

    private static void crash(Point point) {
        throw new SimulatedCrash(point.toString());
    }

    private static void fail(Point point) {
        throw ProblemException.conflict("The kit made " + point + " fail.");
    }

    private List<String> stepNames() {
        return steps().stream().map(Step::name).toList();
    }

    private List<String> cancellableStepNames() {
        return steps().stream().takeWhile(Step::cancellable).map(Step::name).toList();
    }

    /** The steps of an operation that is planned and then not accepted. */
    private List<Step<I>> steps() {
        var planned = new ArrayList<NewOperation<I>>();
        var probe = origin();
        try {
            operations.submit(probe, null, () -> {
                planned.add(subject.fresh(probe));
                throw new NotAccepted();
            });
        } catch (NotAccepted expected) {
            // The transaction is rolled back; only the plan is wanted.
        }
        var operation = planned.getFirst();
        return operation.kind().steps(operation.input());
    }

    private static Origin origin() {
        return new Origin("kit", "admin", "test", "kit", UUID.randomUUID(), null);
    }

    private static final class NotAccepted extends RuntimeException {
        NotAccepted() {
            super("Planned only");
        }
    }
}
