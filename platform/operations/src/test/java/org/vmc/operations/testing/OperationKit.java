package org.vmc.operations.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private final Operations operations;
    private final FaultPoints faultPoints;
    private final OperationSubject<I> subject;
    private final int sideBySide;

    /** Runs one operation after the other: for those that act on something they share. */
    public OperationKit(Operations operations, FaultPoints faultPoints, OperationSubject<I> subject) {
        this(operations, faultPoints, subject, 1);
    }

    /**
     * @param sideBySide how many operations run at a time; above one each must act on things of its own, and what the
     *     subject does must be safe for several threads
     */
    public OperationKit(Operations operations, FaultPoints faultPoints, OperationSubject<I> subject, int sideBySide) {
        this.operations = operations;
        this.faultPoints = faultPoints;
        this.subject = subject;
        this.sideBySide = sideBySide;
    }

    /**
     * One run of the operation.
     *
     * @param what happens to it, for a message
     * @param fault called at each of its points
     */
    private record Trial(String what, Consumer<Point> fault) {}

    /** It succeeds, and its effect is there. */
    public void succeeds() {
        run(List.of(new Trial("nothing", point -> {})), this::succeeded);
    }

    /** Although a worker dies at the same moment of every step, it succeeds with its effect there once. */
    public void survivesACrashAtEveryPoint() {
        var steps = stepNames();
        run(
                Stream.of(Moment.BEFORE_ACTION, Moment.AFTER_ACTION, Moment.AFTER_RECORD)
                        .map(moment -> new Trial("crashes at " + moment, crashingAt(steps, moment)))
                        .toList(),
                this::succeeded);
    }

    /** Whichever step fails, before or after its effect, everything begun is undone. */
    public void isUndoneWhenAnyStepFails() {
        run(
                stepNames().stream()
                        .flatMap(step -> Stream.of(Moment.BEFORE_ACTION, Moment.AFTER_ACTION)
                                .map(moment -> new Trial(
                                        "a failure of %s at %s".formatted(step, moment),
                                        once(step, moment, OperationKit::fail))))
                        .toList(),
                undone(OperationState.FAILED));
    }

    /** Cancelled at any step that allows it, everything begun is undone. */
    public void isUndoneWhenCancelledAtAnyStep() {
        run(
                cancellableStepNames().stream()
                        .map(step -> new Trial(
                                "a cancel at " + step,
                                once(
                                        step,
                                        Moment.BEFORE_ACTION,
                                        point -> operations.cancel(point.operationId(), origin()))))
                        .toList(),
                undone(OperationState.CANCELLED));
    }

    /** It fails at its last step, and although a worker dies while it undoes each step, everything is undone once. */
    public void isUndoneOnceAlthoughTheUndoCrashes() {
        var steps = stepNames();
        run(
                Stream.of(Moment.BEFORE_UNDO, Moment.AFTER_UNDO, Moment.AFTER_UNDO_RECORD)
                        .map(moment -> new Trial(
                                "crashes at " + moment,
                                once(steps.getLast(), Moment.AFTER_ACTION, OperationKit::fail)
                                        .andThen(crashingAt(steps, moment))))
                        .toList(),
                undone(OperationState.FAILED).andThen((what, ended) -> assertThat(ended.steps())
                        .as(what)
                        .extracting(Operation.StepRow::state)
                        .containsOnly(StepState.UNDONE)));
    }

    /** Although this happens as it begins, or once any of its steps has done something, it succeeds. */
    public void succeedsAlthough(String what, Runnable disturbance) {
        var steps = stepNames();
        var trials = new ArrayList<Trial>();
        trials.add(new Trial(
                what + " as it begins", once(steps.getFirst(), Moment.BEFORE_ACTION, point -> disturbance.run())));
        steps.forEach(step -> trials.add(new Trial(
                "%s after %s".formatted(what, step), once(step, Moment.AFTER_ACTION, point -> disturbance.run()))));
        run(trials, this::succeeded);
    }

    private void succeeded(String what, Operation ended) {
        assertThat(ended.state()).as("after %s: %s", what, ended.message()).isEqualTo(OperationState.SUCCEEDED);
        subject.assertDone(ended);
    }

    private BiConsumer<String, Operation> undone(OperationState expected) {
        return (what, ended) -> {
            assertThat(ended.state()).as("after %s: %s", what, ended.message()).isEqualTo(expected);
            subject.assertUndone(ended);
        };
    }

    private void run(List<Trial> trials, BiConsumer<String, Operation> check) {
        for (int from = 0; from < trials.size(); from += sideBySide) {
            var batch = trials.subList(from, Math.min(from + sideBySide, trials.size()));
            var ended = runTogether(batch);
            for (int i = 0; i < batch.size(); i++) {
                check.accept(batch.get(i).what(), ended.get(i));
            }
        }
    }

    private List<Operation> runTogether(List<Trial> trials) {
        // A worker may reach the first point before the submission has told us the id; there it waits for it.
        var known = new CompletableFuture<Map<UUID, Consumer<Point>>>();
        faultPoints.install(point -> {
            var fault = known.join().get(point.operationId());
            if (fault != null) {
                fault.accept(point);
            }
        });
        try {
            var ids = submit(trials.size());
            known.complete(IntStream.range(0, ids.size()).boxed().collect(Collectors.toMap(ids::get, i -> trials.get(i)
                    .fault())));
            return ids.stream().map(this::ended).toList();
        } finally {
            faultPoints.clear();
            known.complete(Map.of());
        }
    }

    private List<UUID> submit(int count) {
        try (var threads = Executors.newFixedThreadPool(count)) {
            var accepted = IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::submit, threads))
                    .toList();
            return accepted.stream().map(CompletableFuture::join).toList();
        }
    }

    private UUID submit() {
        var origin = origin();
        return operations
                .submit(origin, null, () -> List.of(subject.fresh(origin)))
                .getFirst()
                .id();
    }

    private Operation ended(UUID id) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> operations.find(id).orElseThrow(),
                        operation -> operation.state().isEnded());
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
