package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.TaskState;

/** What the kit asks of the operations on a VM that exists. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class VmLifecycleKitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    Inventory inventory;

    @Inject
    Vms vms;

    @Inject
    StartVm startVm;

    @Inject
    StopVm stopVm;

    @Inject
    Stopping stopping;

    @Inject
    DeleteVm deleteVm;

    @Inject
    VmOrders orders;

    @Inject
    ReleaseSweep sweep;

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        lab.clearFaults();
        lab.close();
    }

    @Test
    void startSucceedsWhateverDies() {
        starts().succeeds();
        starts().survivesACrashAtEveryPoint();
    }

    @Test
    void startIsUndone() {
        starts().isUndoneWhenAnyStepFails();
        starts().isUndoneWhenCancelledAtAnyStep();
        starts().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void stopSucceedsWhateverDies() {
        stops().succeeds();
        stops().survivesACrashAtEveryPoint();
    }

    @Test
    void stopIsUndoneUntilItCutsThePower() {
        stops().isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void aCancelledStopIsGivenUpByThePoolToo() {
        var vm = ready("kept");
        lab.delay("VM.clean_shutdown", Duration.ofMinutes(5));
        var stop = submit(NewOperation.of(stopVm, VmAction.on(vm, false), VmOrders.target(vm)));
        var task = await().atMost(PATIENCE)
                .until(
                        () -> operations.find(stop).orElseThrow().learned().getOrDefault("cleanTask", ""),
                        reference -> !reference.isEmpty());

        cancel(stop);

        assertThat(ended(stop).state()).isEqualTo(OperationState.CANCELLED);
        assertThat(lab.pool().tasks().state(new TaskRef(task))).isInstanceOf(TaskState.Forgotten.class);
        assertPower(vm, PowerState.RUNNING);
    }

    @Test
    void aCancelThatComesAfterTheGuestHasObeyedDoesNotClaimToHaveTakenItBack() {
        var vm = halted("late");

        assertThatThrownBy(() -> stopping.askNoMore(new Asked(VmAction.on(vm, false))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("shut down before that could be taken back");
    }

    @Test
    void aStopThatCutsThePowerIsPastCancelling() {
        var vm = ready("cut");
        lab.delay("VM.hard_shutdown", Duration.ofSeconds(3));
        var stop = submit(NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm)));
        await().atMost(PATIENCE).until(() -> vms.read(() -> vms.existing(vm.id)).cuttingPower);

        assertThatThrownBy(() -> cancel(stop))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("past the point");

        assertThat(ended(stop).state()).isEqualTo(OperationState.SUCCEEDED);
        assertPower(vm, PowerState.HALTED);
        assertThat(vms.read(() -> vms.existing(vm.id)).cuttingPower).isFalse();
    }

    @Test
    void aRefusedCutIsNotRememberedAsOne() {
        var vm = ready("uncut");
        lab.refuse("Async.VM.hard_shutdown", "OPERATION_BLOCKED", "kit");

        var ended = run(NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm)));

        assertThat(ended.state()).isEqualTo(OperationState.FAILED);
        assertThat(vms.read(() -> vms.existing(vm.id)).cuttingPower).isFalse();
    }

    @Test
    void deleteSucceedsWhateverDies() {
        deletes().succeeds();
        deletes().survivesACrashAtEveryPoint();
    }

    @Test
    void deleteIsUndoneUntilItDestroys() {
        deletes().isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void deleteTakesAVmItsPoolNoLongerHas() {
        var vm = ready("gone");
        var there = lab.named(vm.name).getFirst();
        lab.pool().vms().hardShutdown(there.ref());
        await().until(() -> lab.named(vm.name).getFirst().halted());
        lab.pool().vms().destroy(there.ref());

        var ended = run(NewOperation.of(deleteVm, VmAction.on(vm, true), VmOrders.target(vm)));

        assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(vms.read(() -> vms.live(vm.id))).isEmpty();
    }

    @Test
    void aReleasedVmIsDeletedAgainWhenThatFailed() {
        var vm = halted("released");
        lab.refuse("VM.destroy", "OPERATION_BLOCKED", "kit");
        assertThat(ended(release(vm)).state()).isEqualTo(OperationState.FAILED);
        assertThat(lab.named(vm.name)).hasSize(1);

        sweep.sweep();

        await().atMost(PATIENCE).until(() -> vms.read(() -> vms.live(vm.id)).isEmpty());
        assertThat(lab.named(vm.name)).isEmpty();
    }

    @Test
    void aReleasedVmIsKeptWhenItsDeletionWasCancelled() {
        var vm = halted("kept");
        faultPoints.install(point -> cancel(point.operationId()));
        UUID deletion;
        try {
            deletion = release(vm);
            assertThat(ended(deletion).state()).isEqualTo(OperationState.CANCELLED);
        } finally {
            faultPoints.clear();
        }

        sweep.sweep();

        assertThat(operations.list(new OperationFilter(null, null, vm.id, null, null, 10)))
                .extracting(Operation::id)
                .containsExactly(deletion);
        assertThat(lab.named(vm.name)).hasSize(1);
    }

    private UUID release(Vm vm) {
        var origin = new Origin("kit", "admin", "test", "kit", vm.correlationId, null);
        return operations
                .submit(origin, null, () -> orders.release(vm.correlationId)
                        .orElseThrow()
                        .deletions())
                .getFirst()
                .id();
    }

    private OperationKit<VmAction> starts() {
        return kit(
                startVm,
                this::halted,
                vm -> assertPower(vm, PowerState.RUNNING),
                vm -> assertPower(vm, PowerState.HALTED));
    }

    private OperationKit<VmAction> stops() {
        return kit(
                stopVm,
                this::ready,
                vm -> assertPower(vm, PowerState.HALTED),
                vm -> assertPower(vm, PowerState.RUNNING));
    }

    private OperationKit<VmAction> deletes() {
        return kit(
                deleteVm,
                this::ready,
                vm -> {
                    assertThat(lab.named(vm.name)).isEmpty();
                    assertThat(vms.read(() -> vms.live(vm.id))).isEmpty();
                },
                vm -> assertPower(vm, PowerState.RUNNING));
    }

    private void assertPower(Vm vm, PowerState expected) {
        assertThat(lab.named(vm.name)).hasSize(1);
        assertThat(lab.named(vm.name).getFirst().powerState()).isEqualToIgnoringCase(expected.name());
        await().untilAsserted(() ->
                assertThat(vms.read(() -> vms.existing(vm.id)).powerState).isEqualTo(expected));
        assertThat(vms.read(() -> vms.existing(vm.id)).reservesMemory).isFalse();
    }

    /** A stop whose guest was asked and whose task the pool has forgotten. */
    private record Asked(VmAction input) implements StepContext<VmAction> {

        @Override
        public UUID operationId() {
            return input.vmId();
        }

        @Override
        public Origin origin() {
            return new Origin("kit", "admin", "test", "kit", operationId(), null);
        }

        @Override
        public Optional<String> learned(String key) {
            return Optional.empty();
        }

        @Override
        public void remember(String key, String value) {
            throw new AssertionError("There is nothing to remember");
        }

        @Override
        public void progress(double fraction, String message) {
            throw new AssertionError("There is nothing to say");
        }

        @Override
        public Instant begunAt() {
            return Instant.EPOCH;
        }
    }

    private interface Making {
        Vm vm(String purpose);
    }

    private OperationKit<VmAction> kit(
            OperationKind<VmAction> kind, Making making, Consumer<Vm> whenDone, Consumer<Vm> whenUndone) {
        return new OperationKit<>(operations, faultPoints, new OperationSubject<>() {
            // The kit asks for each operation inside a transaction; a VM to act on takes transactions of its own.
            @Override
            public NewOperation<VmAction> fresh(Origin origin) {
                var vm = onAnotherThread(() -> making.vm("kit"));
                return NewOperation.of(kind, VmAction.on(vm, false), VmOrders.target(vm));
            }

            @Override
            public void assertDone(Operation operation) {
                whenDone.accept(target(operation));
            }

            @Override
            public void assertUndone(Operation operation) {
                whenUndone.accept(target(operation));
            }
        });
    }

    private Vm target(Operation operation) {
        return vms.read(() -> vms.findById(operation.target().id()));
    }

    private Vm ready(String purpose) {
        var vm = halted(purpose);
        var there = lab.named(vm.name).getFirst();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();
        lab.pool().vms().startOn(there.ref(), host.ref());
        await().until(() ->
                inventory.vm("lab", there.uuid()).filter(ObservedVm::ready).isPresent());
        await().until(() -> vms.read(() -> vms.existing(vm.id)).powerState == PowerState.RUNNING);
        return vm;
    }

    /** Made by hand: the kit's faults would strike the steps of a CreateVm too. */
    private Vm halted(String purpose) {
        var vm = new Vm();
        vm.id = UUID.randomUUID();
        vm.name = purpose + "-" + vm.id;
        vm.pool = "lab";
        vm.type = "t1.micro";
        vm.template = "debian-12";
        vm.vcpus = 1;
        vm.memoryMib = 512;
        vm.owner = "kit";
        vm.team = "test";
        vm.correlationId = vm.id;
        vm.createdAt = Instant.now();
        vm.readyAt = Instant.now();
        vm.powerState = PowerState.HALTED;
        var pool = lab.pool().vms();
        var clone = pool.cloneAs(pool.byName("debian-12").getFirst().ref(), vm.name);
        pool.setOtherConfig(clone, Map.of(CreationMark.VM, vm.id.toString()));
        pool.provision(clone);
        vm.xenUuid = pool.byRef(clone).orElseThrow().uuid();
        QuarkusTransaction.requiringNew().run(() -> vms.persist(vm));
        await().until(() -> inventory.vm("lab", String.valueOf(vm.xenUuid)).isPresent());
        return vm;
    }

    private Operation run(NewOperation<?> wanted) {
        return ended(submit(wanted));
    }

    private UUID submit(NewOperation<?> wanted) {
        var origin = new Origin("kit", "admin", "test", "kit", UUID.randomUUID(), null);
        return operations.submit(origin, null, () -> List.of(wanted)).getFirst().id();
    }

    private void cancel(UUID operation) {
        operations.cancel(operation, operations.find(operation).orElseThrow().origin());
    }

    private Operation ended(UUID id) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> operations.find(id).orElseThrow(),
                        operation -> operation.state().isEnded());
    }

    private static Vm onAnotherThread(Supplier<Vm> making) {
        return CompletableFuture.supplyAsync(making).join();
    }
}
