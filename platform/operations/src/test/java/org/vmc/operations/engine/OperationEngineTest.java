package org.vmc.operations.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FaultPoints.Moment;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.NotUndoable;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.operations.testing.SimulatedCrash;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class OperationEngineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    Running running;

    @Inject
    FillShelf fillShelf;

    @Inject
    Shelf shelf;

    @Inject
    DataSource dataSource;

    OperationKit<FillShelf.Input> kit;

    @AfterEach
    void clearFaults() {
        faultPoints.clear();
    }

    @BeforeEach
    void prepareKit() {
        kit = new OperationKit<>(operations, faultPoints, new ShelfSubject());
    }

    @Test
    void succeeds() {
        kit.succeeds();
    }

    @Test
    void survivesACrashAtEveryPoint() {
        kit.survivesACrashAtEveryPoint();
    }

    @Test
    void isUndoneWhenAnyStepFails() {
        kit.isUndoneWhenAnyStepFails();
    }

    @Test
    void isUndoneWhenCancelledAtAnyStep() {
        kit.isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void isUndoneOnceAlthoughTheUndoCrashes() {
        kit.isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void aWakeEndsThePauseOfAWaitingStep() {
        var waiting = submit(fillShelf.on(UUID.randomUUID(), true));
        awaitMessage(waiting, "Waiting for the signal");

        fillShelf.signal(waiting.id());
        operations.wake(waiting.id());

        // The pause alone would last an hour.
        await().atMost(PATIENCE).until(() -> state(waiting) == OperationState.SUCCEEDED);
    }

    @Test
    void aCancelEndsThePauseOfAWaitingStepAndTakesBackWhatWasBegun() {
        var waiting = submit(fillShelf.on(UUID.randomUUID(), true));
        awaitMessage(waiting, "Waiting for the signal");

        assertThat(operations.cancel(waiting.id(), origin()).state()).isEqualTo(OperationState.CANCELLING);

        await().atMost(PATIENCE).until(() -> state(waiting) == OperationState.CANCELLED);
        assertThat(shelf.boxesOf(waiting.id())).isEmpty();
    }

    @Test
    void aParkedStepLeavesItsWorkerToOthersAndIsWokenWhereverItIs() {
        var parked = submitParked();

        fillShelf.signal(parked.id());
        operations.wake(parked.id());

        // The pause alone would last an hour.
        await().atMost(PATIENCE).until(() -> state(parked) == OperationState.SUCCEEDED);
        assertThat(shelf.boxesOf(parked.id())).hasSize(2);
    }

    @Test
    void aCancelReachesAParkedStepAtOnce() {
        var parked = submitParked();

        operations.cancel(parked.id(), origin());

        await().atMost(PATIENCE).until(() -> state(parked) == OperationState.CANCELLED);
        assertThat(shelf.boxesOf(parked.id())).isEmpty();
    }

    @Test
    void aParkedStepEndsWithItsTimeHoweverOftenItIsTakenUp() {
        var parked = submitParked();
        execute(
                "update operation_step set begun_at = begun_at - interval '1 hour' where operation_id = ?",
                parked.id());

        operations.wake(parked.id());

        await().atMost(PATIENCE).until(() -> state(parked) == OperationState.FAILED);
        assertThat(operations.find(parked.id()).orElseThrow().failure())
                .extracting(Failure::detail)
                .asString()
                .contains("was not done within 5 min: Waiting for the signal");
    }

    @Test
    void aWakeIsNotLostHoweverItMeetsTheStep() {
        var all = IntStream.range(0, 60)
                .mapToObj(number -> submit(fillShelf.parked(UUID.randomUUID())))
                .toList();
        all.forEach(parked -> {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() ->
                            operations.find(parked.id()).orElseThrow().message().equals("Waiting for the signal"));
            fillShelf.signal(parked.id());
            operations.wake(parked.id());
        });

        // The pause alone would last an hour.
        all.forEach(parked -> await().atMost(PATIENCE).until(() -> state(parked) == OperationState.SUCCEEDED));
    }

    @Test
    void anErrorOfAStepEndsTheOperationInsteadOfBeingTriedForEver() {
        var broken = submit(fillShelf.breaking(UUID.randomUUID()));

        await().atMost(PATIENCE).until(() -> state(broken) == OperationState.FAILED);
        assertThat(operations.find(broken.id()).orElseThrow().failure())
                .extracting(Failure::detail)
                .asString()
                .contains("no such part");
        assertThat(shelf.boxesOf(broken.id())).isEmpty();
    }

    @Test
    void aStepThatIsNotKnownAnyMoreEndsTheOperationVisibly() {
        var old = submitParked();
        execute("update operation_step set name = 'lift' where operation_id = ? and name = 'wait'", old.id());

        operations.wake(old.id());

        // What the step did, nobody here can take back; the others are.
        await().atMost(PATIENCE).until(() -> state(old) == OperationState.UNDO_FAILED);
        assertThat(operations.find(old.id()).orElseThrow().failure())
                .extracting(Failure::detail)
                .asString()
                .contains("knows no step lift of FillShelf");
        assertThat(shelf.boxesOf(old.id())).isEmpty();
    }

    private Operation submitParked() {
        var parked = submit(fillShelf.parked(UUID.randomUUID()));
        awaitMessage(parked, "Waiting for the signal");
        await().atMost(PATIENCE).until(() -> !running.wake(parked.id()));
        return parked;
    }

    @Test
    void whatAStepRemembersIsThereAtItsNextTry() {
        var waiting = submit(fillShelf.on(UUID.randomUUID(), true));
        awaitMessage(waiting, "Waiting for the signal");

        fillShelf.signal(waiting.id());
        operations.wake(waiting.id());

        await().atMost(PATIENCE).until(() -> state(waiting) == OperationState.SUCCEEDED);
        assertThat(operations.find(waiting.id()).orElseThrow().learned()).containsEntry("asked", "for the signal");
    }

    @Test
    void timeWithoutAWorkerDoesNotEndAStep() {
        var crashedOnce = new CompletableFuture<Void>();
        var triedAgain = new CompletableFuture<Void>();
        var waiting = submit(fillShelf.on(UUID.randomUUID(), true));
        awaitMessage(waiting, "Waiting for the signal");
        execute(
                "update operation_step set begun_at = begun_at - interval '1 hour' where operation_id = ?",
                waiting.id());
        faultPoints.install(point -> {
            if (!point.operationId().equals(waiting.id())) {
                return;
            }
            if (crashedOnce.complete(null)) {
                throw new SimulatedCrash(point.toString());
            }
            if (point.moment() == Moment.AFTER_ACTION) {
                triedAgain.complete(null);
            }
        });

        operations.wake(waiting.id());
        await().atMost(PATIENCE).until(triedAgain::isDone);
        fillShelf.signal(waiting.id());
        operations.wake(waiting.id());

        await().atMost(PATIENCE).until(() -> state(waiting).isEnded());
        assertThat(state(waiting)).isEqualTo(OperationState.SUCCEEDED);
    }

    @Test
    void whatAProgramSaidIsKeptReadableAndShort() {
        var flood = "remote: " + "a".repeat(2_000_000) + "\u0000";
        faultPoints.install(failAt("first", flood));

        var failing = submit(fillShelf.on(UUID.randomUUID(), false));

        await().atMost(PATIENCE).until(() -> state(failing).isEnded());
        var ended = operations.find(failing.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(OperationState.FAILED);
        assertThat(ended.failure())
                .isNotNull()
                .extracting(Failure::detail)
                .asString()
                .startsWith("remote: aaa")
                .hasSize(PlainText.LONGEST);
    }

    @Test
    void aNulByteInAFailureDoesNotKeepTheOperationFromEnding() {
        faultPoints.install(failAt("first", "make: a\u0000b"));

        var failing = submit(fillShelf.on(UUID.randomUUID(), false));

        await().atMost(PATIENCE).until(() -> state(failing).isEnded());
        assertThat(operations.find(failing.id()).orElseThrow().message()).startsWith("make: a b");
    }

    @Test
    void aFailurePastThePointOfNoReturnSaysThatWhatWasDoneStays() {
        faultPoints.install(failAt("seal", "The lid does not fit."));

        var failing = submit(fillShelf.sealed(UUID.randomUUID()));

        await().atMost(PATIENCE).until(() -> state(failing).isEnded());
        assertThat(operations.find(failing.id()).orElseThrow().message())
                .contains("The lid does not fit.", "stays", "Ask again");
    }

    @Test
    void anUndoThatIsInVainIsTriedOnceAndSaysWhy() {
        var failSecond = failAt("second", "The second box broke.");
        faultPoints.install(point -> {
            failSecond.accept(point);
            if (point.step().equals("first") && point.moment() == Moment.BEFORE_UNDO) {
                throw new NotUndoable("The first box is sold.");
            }
        });

        var sold = submit(fillShelf.on(UUID.randomUUID(), false));

        await().atMost(PATIENCE).until(() -> state(sold) == OperationState.UNDO_FAILED);
        assertThat(operations.find(sold.id()).orElseThrow().steps().getFirst().message())
                .isEqualTo("The first box is sold.");
    }

    @Test
    void aCancelIsToldAndAudited() {
        var waiting = submit(fillShelf.on(UUID.randomUUID(), true));
        awaitMessage(waiting, "Waiting for the signal");

        QuarkusTransaction.begin();
        try {
            operations.cancel(waiting.id(), origin());
            assertThat(outboxOf(waiting)).contains("org.vmc.operation.progressed.v1");
            assertThat(audited("CancelOperation", waiting)).isEqualTo(1);
        } finally {
            QuarkusTransaction.rollback();
        }
        operations.cancel(waiting.id(), origin());
        await().atMost(PATIENCE).until(() -> state(waiting) == OperationState.CANCELLED);
    }

    @Test
    void operationsOnOneTargetRunOneAfterTheOther() {
        var target = UUID.randomUUID();
        var first = submit(fillShelf.on(target, true));
        var second = submit(fillShelf.on(target, false));
        awaitMessage(first, "Waiting for the signal");
        assertThat(state(second)).isEqualTo(OperationState.PENDING);

        fillShelf.signal(first.id());
        operations.wake(first.id());

        await().atMost(PATIENCE).until(() -> state(second) == OperationState.SUCCEEDED);
        assertThat(operations.find(second.id()).orElseThrow().startedAt())
                .isAfterOrEqualTo(operations.find(first.id()).orElseThrow().finishedAt());
    }

    @Test
    void aWaitingSuccessorCanBeCancelledWithoutItsTurn() {
        var target = UUID.randomUUID();
        var first = submit(fillShelf.on(target, true));
        var second = submit(fillShelf.on(target, false));

        operations.cancel(second.id(), origin());

        await().atMost(PATIENCE).until(() -> state(second) == OperationState.CANCELLED);
        assertThat(state(first).isEnded()).isFalse();
        operations.cancel(first.id(), origin());
    }

    @Test
    void aCancelThatComesBeforeTheRecordOfAStepLeavesNothingOfIt() {
        faultPoints.install(point -> {
            if (point.step().equals("second") && point.moment() == FaultPoints.Moment.AFTER_ACTION) {
                operations.cancel(point.operationId(), origin());
            }
        });

        var cancelled = submit(fillShelf.on(UUID.randomUUID(), false));

        await().atMost(PATIENCE).until(() -> state(cancelled) == OperationState.CANCELLED);
        assertThat(shelf.boxesOf(cancelled.id())).isEmpty();
        assertThat(shelf.toldOf(cancelled.id())).containsExactly("first");
    }

    @Test
    void aCancelThatComesAfterTheRecordOfTheLastStepIsTooLate() {
        var refusals = new ArrayList<String>();
        faultPoints.install(point -> {
            if (point.step().equals("second") && point.moment() == FaultPoints.Moment.AFTER_RECORD) {
                assertThatThrownBy(() -> operations.cancel(point.operationId(), origin()))
                        .isInstanceOf(ProblemException.class)
                        .satisfies(refusal -> refusals.add(refusal.getMessage()));
            }
        });

        var done = submit(fillShelf.on(UUID.randomUUID(), false));

        await().atMost(PATIENCE).until(() -> state(done) == OperationState.SUCCEEDED);
        assertThat(refusals).singleElement().asString().contains("is done", "nothing to cancel");
        assertThat(shelf.toldOf(done.id())).containsExactly("first", "second");
    }

    @Test
    void anEndedOperationCannotBeCancelled() {
        var done = submit(fillShelf.on(UUID.randomUUID(), false));
        await().atMost(PATIENCE).until(() -> state(done) == OperationState.SUCCEEDED);

        assertThatThrownBy(() -> operations.cancel(done.id(), origin()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void aRepeatedRequestAnswersTheFirstOperation() {
        var key = new IdempotencyKey(UUID.randomUUID().toString(), "request");
        var plans = new ArrayList<NewOperation<FillShelf.Input>>();

        var first = operations.submit(origin(), key, () -> planned(plans));
        var again = operations.submit(origin(), key, () -> planned(plans));

        assertThat(again)
                .extracting(Operation::id)
                .containsExactly(first.getFirst().id());
        assertThat(plans).hasSize(1);
    }

    @Test
    void aKeyUsedForAnotherRequestIsRefused() {
        var key = UUID.randomUUID().toString();
        operations.submit(origin(), new IdempotencyKey(key, "one"), () -> planned(new ArrayList<>()));

        assertThatThrownBy(() ->
                        operations.submit(origin(), new IdempotencyKey(key, "other"), () -> planned(new ArrayList<>())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Idempotency-Key");
    }

    @Test
    void nothingIsLeftOfARefusedRequest() {
        var shelfId = UUID.randomUUID();

        assertThatThrownBy(() -> operations.submit(origin(), null, () -> {
                    submit(fillShelf.on(shelfId, false));
                    throw ProblemException.invalid("name", "must not be blank");
                }))
                .isInstanceOf(ProblemException.class);

        assertThat(count("select count(*) from operation where target_id = '" + shelfId + "'"))
                .isZero();
    }

    private List<NewOperation<FillShelf.Input>> planned(List<NewOperation<FillShelf.Input>> plans) {
        plans.add(fillShelf.on(UUID.randomUUID(), false));
        return List.of(plans.getLast());
    }

    private Operation submit(NewOperation<FillShelf.Input> wanted) {
        return operations.submit(origin(), null, () -> List.of(wanted)).getFirst();
    }

    private void awaitMessage(Operation operation, String message) {
        await().atMost(PATIENCE)
                .until(() ->
                        operations.find(operation.id()).orElseThrow().message().equals(message));
    }

    private OperationState state(Operation operation) {
        return operations.find(operation.id()).orElseThrow().state();
    }

    private long count(String query) {
        return Jdbi.create(dataSource)
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private void execute(String statement, Object... arguments) {
        Jdbi.create(dataSource).useHandle(handle -> handle.execute(statement, arguments));
    }

    private static Consumer<FaultPoints.Point> failAt(String step, String detail) {
        return point -> {
            if (point.step().equals(step) && point.moment() == Moment.BEFORE_ACTION) {
                throw ProblemException.conflict(detail);
            }
        };
    }

    private List<String> outboxOf(Operation operation) {
        return Jdbi.create(dataSource)
                .withHandle(handle -> handle.createQuery("select type from outbox where subject = :id")
                        .bind("id", operation.id().toString())
                        .mapTo(String.class)
                        .list());
    }

    private long audited(String action, Operation operation) {
        return Jdbi.create(dataSource).withHandle(handle -> handle.createQuery("""
                        select count(*) from outbox where type = 'org.vmc.audit.action-accepted.v1'
                            and convert_from(event, 'UTF8')::jsonb -> 'data' ->> 'operationId' = :id
                            and convert_from(event, 'UTF8')::jsonb -> 'data' ->> 'action' = :action
                        """)
                .bind("id", operation.id().toString())
                .bind("action", action)
                .mapTo(Long.class)
                .one());
    }

    private static Origin origin() {
        return new Origin("ana", "engineer", "compilers", "test", UUID.randomUUID(), null);
    }

    private final class ShelfSubject implements OperationSubject<FillShelf.Input> {
        @Override
        public NewOperation<FillShelf.Input> fresh(Origin origin) {
            return fillShelf.on(UUID.randomUUID(), false);
        }

        @Override
        public void assertDone(Operation operation) {
            assertThat(shelf.boxesOf(operation.id())).containsExactly("first", "second");
            assertThat(operation.learned()).containsEntry("second", "on the shelf");
            assertThat(count("select count(*) from operation_lock where operation_id = '" + operation.id() + "'"))
                    .isZero();
        }

        @Override
        public void assertUndone(Operation operation) {
            assertThat(shelf.boxesOf(operation.id())).isEmpty();
        }
    }
}
