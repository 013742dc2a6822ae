package org.vmc.vm.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.FaultPoints.Moment;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.MaintenanceMark;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.vms.KitVms;
import org.vmc.vm.xen.XenHost;

/** What the kit asks of emptying and enabling a host and of rebalancing a pool. What has moved stays, undone or not. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class PlansKitTest {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    Inventory inventory;

    @Inject
    EvacuateHost evacuateHost;

    @Inject
    EnableHost enableHost;

    @Inject
    RebalancePool rebalancePool;

    @Inject
    KitVms kitVms;

    private final Map<UUID, KitVms.Ready> vms = new ConcurrentHashMap<>();
    private LabClient lab;

    @BeforeEach
    void emptyTheHost() {
        lab = kitVms.lab();
        open();
        ObservedHost h4 = host("h4");
        lab.vms().stream()
                .filter(vm -> vm.running() && h4.ref().equals(vm.residentOn()))
                .forEach(vm -> lab.pool().vms().hardShutdown(vm.ref()));
        await().until(() -> inventory.pool("lab").orElseThrow().vms().stream().noneMatch(vm -> h4.equals(vm.host())));
    }

    @AfterEach
    void open() {
        faultPoints.clear();
        switchTo(true);
    }

    @Test
    void evacuationSucceedsWhateverDies() {
        evacuations().survivesACrashAtEveryPoint();
    }

    @Test
    void evacuationOpensTheHostAgainWhenItIsTakenBack() {
        evacuations().isUndoneWhenAnyStepFails();
        evacuations().isUndoneWhenCancelledAtAnyStep();
        evacuations().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void whatItsHostDoesNotTakeBackStaysWhenAnEvacuationIsCancelled() {
        var vm = kitVms.readyOn(host("h4"), "plan");
        var origin = new Origin("kit", "admin", "test", "kit", UUID.randomUUID(), null);
        vms.put(origin.correlationId(), vm);
        var evacuation = new CompletableFuture<UUID>();
        faultPoints.install(point -> {
            if (point.kind().equals("MigrateVm")
                    && point.step().equals("migrate")
                    && point.moment() == Moment.AFTER_ACTION
                    && host("h1").ref().equals(lab.named(vm.name()).getFirst().residentOn())) {
                operations.cancel(evacuation.join(), origin);
                await().until(() -> operations
                        .find(point.operationId())
                        .orElseThrow()
                        .state()
                        .isUnwinding());
            }
        });
        var input = new Evacuation("lab", uuid("h4"), "h4", List.of(move(vm)), List.of());
        evacuation.complete(operations
                .submit(
                        origin,
                        null,
                        () -> List.of(NewOperation.of(evacuateHost, input, new Target("host", uuid("h4"), "h4"))))
                .getFirst()
                .id());

        var ended = await().atMost(Duration.ofSeconds(30))
                .until(() -> operations.find(evacuation.join()).orElseThrow(), found -> found.state()
                        .isEnded());

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.CANCELLED);
        assertOpen(true);
        assertOn("h1", ended);
        assertMovesStay(ended);
    }

    @Test
    void enablingSucceedsAndIsTakenBack() {
        enablings().survivesACrashAtEveryPoint();
        enablings().isUndoneWhenAnyStepFails();
        enablings().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void rebalancingSucceedsAndStopsBetweenMoves() {
        rebalancings().survivesACrashAtEveryPoint();
        rebalancings().isUndoneWhenCancelledAtAnyStep();
    }

    private OperationKit<Evacuation> evacuations() {
        return kit(
                evacuateHost,
                true,
                vm -> new Evacuation("lab", uuid("h4"), "h4", List.of(move(vm)), List.of()),
                this::assertEvacuated,
                operation -> {
                    assertOpen(true);
                    assertMovesStay(operation);
                });
    }

    private OperationKit<HostAction> enablings() {
        return kit(
                enableHost,
                false,
                vm -> new HostAction("lab", uuid("h4"), "h4"),
                operation -> assertOpen(true),
                operation -> assertOpen(false));
    }

    private OperationKit<Rebalancing> rebalancings() {
        return kit(
                rebalancePool,
                true,
                vm -> new Rebalancing("lab", new UUID(0, 7), List.of(move(vm)), new PoolScore(0, 0, 0, 0)),
                operation -> {
                    assertOn("h1", operation);
                    assertThat(operation.learned()).containsEntry("summary", "1 of 1 VMs were moved.");
                },
                this::assertMovesStay);
    }

    private void assertEvacuated(Operation operation) {
        assertOpen(false);
        assertOn("h1", operation);
        assertThat(operation.learned())
                .containsEntry("moved " + vm(operation).id(), vm(operation).name() + " to h1")
                .doesNotContainKey(EvacuateHost.LEFT);
    }

    private void assertMovesStay(Operation operation) {
        var vm = vm(operation);
        boolean moved = operation.learned().containsKey("moved " + vm.id());
        assertOn(moved ? "h1" : "h4", operation);
        // Others that were left on the host by runs before may have moved too.
        boolean any = operation.learned().keySet().stream().anyMatch(key -> key.startsWith("moved "));
        assertThat(operation.message().contains("moved stay"))
                .as(operation.message())
                .isEqualTo(any);
    }

    private void assertOn(String host, Operation operation) {
        var there = lab.named(vm(operation).name());
        assertThat(there).hasSize(1);
        assertThat(there.getFirst().running()).isTrue();
        assertThat(there.getFirst().residentOn()).isEqualTo(host(host).ref());
        assertThat(operations.list(new OperationFilter(null, null, vm(operation).id(), null, null, 20)))
                .allMatch(move -> move.state().isEnded() && move.state() != OperationState.UNDO_FAILED);
    }

    private void assertOpen(boolean expected) {
        XenHost h4 = lab.pool().hosts().byUuid(host("h4").uuid()).orElseThrow();
        assertThat(h4.enabled()).isEqualTo(expected);
        assertThat(MaintenanceMark.isOn(h4)).isEqualTo(!expected);
    }

    private KitVms.Ready vm(Operation operation) {
        return Objects.requireNonNull(vms.get(operation.origin().correlationId()));
    }

    private Move move(KitVms.Ready vm) {
        return new Move(vm.id(), vm.name(), "h4", "h1", host("h1").uuid(), "the kit wants it");
    }

    /** What makes the input of a kind from a VM that runs on h4. */
    private interface Input<I> {
        I of(KitVms.Ready vm);
    }

    private interface Assertion {
        void on(Operation operation);
    }

    private <I> OperationKit<I> kit(
            OperationKind<I> kind, boolean openBefore, Input<I> input, Assertion done, Assertion undone) {
        return new OperationKit<>(operations, faultPoints, new OperationSubject<>() {
            @Override
            public NewOperation<I> fresh(Origin origin) {
                var vm = CompletableFuture.supplyAsync(() -> {
                            switchTo(true);
                            var ready = kitVms.readyOn(host("h4"), "plan");
                            switchTo(openBefore);
                            return ready;
                        })
                        .join();
                vms.put(origin.correlationId(), vm);
                return NewOperation.of(kind, input.of(vm), new Target("host", uuid("h4"), "h4"));
            }

            @Override
            public void assertDone(Operation operation) {
                done.on(operation);
            }

            @Override
            public void assertUndone(Operation operation) {
                undone.on(operation);
            }
        });
    }

    private void switchTo(boolean open) {
        var hosts = lab.pool().hosts();
        var h4 = host("h4").ref();
        if (open) {
            hosts.removeNote(h4, MaintenanceMark.NOTE);
            hosts.enable(h4);
        } else {
            hosts.note(h4, MaintenanceMark.NOTE, "test");
            hosts.disable(h4);
        }
        await().until(() -> host("h4").enabled() == open && host("h4").maintenance() != open);
    }

    private UUID uuid(String host) {
        return UUID.fromString(host(host).uuid());
    }

    private ObservedHost host(String name) {
        return inventory.pool("lab").orElseThrow().hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
