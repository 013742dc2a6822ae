package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.Payload;
import org.vmc.contracts.Topics;
import org.vmc.contracts.host.CoordinatorChanged;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabCoordinator;
import org.vmc.vm.LabPool;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;

/** Operations go on when the coordinator of their pool is lost and another host takes over. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class CoordinatorLostTest {

    private static final String LOSS = "the loss of the coordinator";

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    VmOrders orders;

    @Inject
    Flavours flavours;

    @Inject
    MigrateVm migrateVm;

    @Inject
    SnapshotVm snapshotVm;

    @Inject
    StopVm stopVm;

    @Inject
    Inventory inventory;

    @Inject
    KitVms kitVms;

    private final LabCoordinator coordinator = LabCoordinator.ofTheLab();

    @BeforeEach
    void letAnotherHostTakeOver() {
        kitVms.lab();
        coordinator.enableFailover();
    }

    @AfterEach
    void settle() {
        coordinator.settle();
        soon(() -> coordinating().equals("h1"));
    }

    @Test
    void creationGoesOn() {
        creations().succeedsAlthough(LOSS, coordinator::lose);

        try (var facts = new VmFacts(Topics.HOST)) {
            var pool = inventory.pool("lab").flatMap(PoolSnapshot::uuid).orElseThrow();
            var changes = await().atMost(Duration.ofSeconds(20))
                    .until(() -> changesAmong(facts.of(pool, 2)), told -> told.size() >= 2);
            assertThat(changes)
                    .element(0, InstanceOfAssertFactories.type(CoordinatorChanged.class))
                    .returns("h1", CoordinatorChanged::previousHostName)
                    .returns("lab", CoordinatorChanged::poolName);
            assertThat(changes)
                    .extracting(CoordinatorChanged::hostName)
                    .as("each change is told once")
                    .satisfies(CoordinatorLostTest::neverTwiceInARow);
        }
    }

    @Test
    void migrationGoesOn() {
        kitVms.kitInTurn(
                        migrateVm,
                        this::ready,
                        vm -> new Migration(
                                vm.id, vm.name, vm.pool, others().getLast().name()),
                        vm -> kitVms.assertPower(vm, PowerState.RUNNING),
                        vm -> {})
                .succeedsAlthough(LOSS, coordinator::lose);
    }

    @Test
    void snapshotGoesOn() {
        kitVms.kitInTurn(
                        snapshotVm,
                        this::ready,
                        vm -> new SnapshotOrder(vm.id, vm.name, vm.pool, "kit", false),
                        vm -> assertThat(kitVms.lab()
                                        .pool()
                                        .vms()
                                        .snapshots(kitVms.there(vm).ref()))
                                .singleElement()
                                .satisfies(
                                        snapshot -> assertThat(snapshot.name()).isEqualTo("kit")),
                        vm -> {})
                .succeedsAlthough(LOSS, coordinator::lose);
    }

    @Test
    void stoppingGoesOn() {
        kitVms.kitInTurn(
                        stopVm,
                        this::ready,
                        vm -> VmAction.on(vm, false),
                        vm -> kitVms.assertPower(vm, PowerState.HALTED),
                        vm -> {})
                .succeedsAlthough(LOSS, coordinator::lose);
    }

    /** What runs on a lost host is lost; the VMs here are to live. */
    private Vm ready(String purpose) {
        recovered();
        return kitVms.ready(purpose, others().getFirst());
    }

    /** The hosts that do not coordinate. */
    private List<ObservedHost> others() {
        return inventory.pool("lab").orElseThrow().hosts().stream()
                .filter(host -> !host.name().equals(coordinating()))
                .toList();
    }

    private String coordinating() {
        return inventory
                .pool("lab")
                .flatMap(PoolSnapshot::coordinator)
                .map(ObservedHost::name)
                .orElse("");
    }

    private void recovered() {
        coordinator.restore();
        var name = coordinator.name();
        soon(() -> coordinating().equals(name)
                && inventory.pool("lab").orElseThrow().reachable()
                && inventory.pool("lab").orElseThrow().hosts().stream()
                        .allMatch(host -> host.live() && host.enabled()));
    }

    private OperationKit<VmPlan> creations() {
        return new OperationKit<>(operations, faultPoints, new OperationSubject<>() {

            @Override
            @SuppressWarnings("unchecked")
            public NewOperation<VmPlan> fresh(Origin origin) {
                recovered();
                var name = "lost-" + origin.correlationId();
                var flavour = flavours.named("t1.micro").orElseThrow();
                var host = others().getFirst().name();
                var order = new VmOrder(
                        List.of(name), "lab", "debian-12", flavour, null, null, false, List.of(), host, Making.PLAIN);
                return (NewOperation<VmPlan>)
                        orders.create(order, origin.actor(), origin.team(), origin.correlationId())
                                .getFirst();
            }

            @Override
            public void assertDone(Operation operation) {
                var found = kitVms.lab().named(operation.target().name());
                assertThat(found).hasSize(1);
                assertThat(found.getFirst().running()).isTrue();
            }

            @Override
            public void assertUndone(Operation operation) {
                throw new AssertionError("Nothing is undone here");
            }
        });
    }

    /** The pool is the subject of other facts too. */
    private static List<CoordinatorChanged> changesAmong(List<Payload> facts) {
        return facts.stream()
                .filter(CoordinatorChanged.class::isInstance)
                .map(CoordinatorChanged.class::cast)
                .toList();
    }

    private static void neverTwiceInARow(List<? extends String> names) {
        for (int i = 1; i < names.size(); i++) {
            assertThat(names.get(i)).isNotEqualTo(names.get(i - 1));
        }
    }

    private static void soon(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }
}
