package org.vmc.vm.autostart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;
import org.vmc.vm.vms.KitVms;

/** What the kit asks of replacing and running a plan. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class AutostartKitTest {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    RunAutostart runAutostart;

    @Inject
    SetAutostart setAutostart;

    @Inject
    Plans plans;

    @Inject
    KitVms kitVms;

    private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

    @BeforeEach
    void awaitLab() {
        kitVms.lab();
    }

    @Test
    void aRunStartsEachVmOnceWhateverDies() {
        runs().survivesACrashAtEveryPoint();
    }

    @Test
    void aRunThatIsTakenBackLeavesNothingUnderWay() {
        runs().isUndoneWhenAnyStepFails();
        runs().isUndoneWhenCancelledAtAnyStep();
        runs().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void aPlanIsReplacedOrAsItWas() {
        changes().survivesACrashAtEveryPoint();
        changes().isUndoneWhenAnyStepFails();
        changes().isUndoneWhenCancelledAtAnyStep();
        changes().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void aPlanGivenWithARoleThereIsNotStartsNothing() {
        var vm = kitVms.aHalted("nobodys");
        var entry = new Entry(vm, kitVms.nameOf(vm), List.of());
        var run = new Run("lab", UUID.randomUUID(), "the kit runs it", List.of(entry));
        var target = new Target("pool", UUID.randomUUID(), "lab");
        var origin = new Origin("kit", "boss", "", "kit", UUID.randomUUID(), null);

        var id = operations
                .submit(origin, null, () -> List.of(NewOperation.of(runAutostart, run, target)))
                .getFirst()
                .id();
        var ended = await().atMost(Duration.ofSeconds(30))
                .until(() -> operations.find(id).orElseThrow(), found -> found.state()
                        .isEnded());

        assertThat(ended.learned().get(Standing.key(entry))).contains("with the role boss, which is none");
        assertThat(startsOf(entry)).isEmpty();
    }

    private OperationKit<Run> runs() {
        return kit(
                () -> {
                    var pool = UUID.randomUUID();
                    var first = kitVms.aHalted("first");
                    var second = kitVms.aHalted("second");
                    var run = new Run(
                            "lab",
                            pool,
                            "the kit runs it",
                            List.of(
                                    new Entry(second, kitVms.nameOf(second), List.of(first)),
                                    new Entry(first, kitVms.nameOf(first), List.of())));
                    runs.put(pool, run);
                    return NewOperation.of(runAutostart, run, new Target("pool", pool, "lab"));
                },
                ended -> entries(ended).forEach(entry -> {
                    assertThat(ended.learned()).containsEntry(Standing.key(entry), "STARTED");
                    assertThat(kitVms.there(entry.vmId()).running()).isTrue();
                    assertThat(startsOf(entry)).hasSize(1);
                }),
                ended -> entries(ended).forEach(entry -> assertThat(startsOf(entry))
                        .allMatch(start -> start.state().isEnded())
                        .hasSizeLessThan(2)));
    }

    private List<Entry> entries(Operation run) {
        return Objects.requireNonNull(runs.get(run.target().id())).entries();
    }

    private List<Operation> startsOf(Entry entry) {
        return operations.list(new OperationFilter(null, "StartVm", entry.vmId(), null, null, 10));
    }

    /** Of a pool that is in nobody's way. */
    private OperationKit<PlanChange> changes() {
        var before = new Entry(UUID.randomUUID(), "before", List.of());
        var after = new Entry(UUID.randomUUID(), "after", List.of());
        return kit(
                () -> {
                    var pool = UUID.randomUUID();
                    QuarkusTransaction.requiringNew()
                            .run(() -> plans.put(
                                    pool.toString(), new Plan(List.of(before), "kit", "operator", "", Instant.now())));
                    return NewOperation.of(
                            setAutostart,
                            new PlanChange(pool.toString(), List.of(after), null),
                            new Target("autostart", pool, "kit"));
                },
                ended -> assertThat(stored(ended)).contains(after.vmId().toString()),
                ended -> assertThat(stored(ended)).contains(before.vmId().toString()));
    }

    private String stored(Operation ended) {
        return plans.stored(ended.target().id().toString()).orElseThrow();
    }

    private <I> OperationKit<I> kit(
            Supplier<NewOperation<I>> making, Consumer<Operation> whenDone, Consumer<Operation> whenUndone) {
        return new OperationKit<>(operations, faultPoints, new OperationSubject<>() {
            @Override
            public NewOperation<I> fresh(Origin origin) {
                // The kit asks inside a transaction; what it acts on takes transactions of its own.
                return CompletableFuture.supplyAsync(making).join();
            }

            @Override
            public void assertDone(Operation operation) {
                whenDone.accept(operation);
            }

            @Override
            public void assertUndone(Operation operation) {
                whenUndone.accept(operation);
            }
        });
    }
}
