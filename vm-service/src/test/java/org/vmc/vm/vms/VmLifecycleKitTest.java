package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.NotUndoable;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
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

    @Inject
    KitVms kitVms;

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
    }

    @AfterEach
    void clearFaults() {
        lab.clearFaults();
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
        var vm = kitVms.ready("kept");
        lab.delay("VM.clean_shutdown", Duration.ofMinutes(5));
        var stop = kitVms.submit(NewOperation.of(stopVm, VmAction.on(vm, false), VmOrders.target(vm)));
        var task = await().atMost(PATIENCE)
                .until(
                        () -> operations.find(stop).orElseThrow().learned().getOrDefault("cleanTask", ""),
                        reference -> !reference.isEmpty());

        kitVms.cancel(stop);

        assertThat(kitVms.ended(stop).state()).isEqualTo(OperationState.CANCELLED);
        assertThat(lab.pool().tasks().state(new TaskRef(task))).isInstanceOf(TaskState.Forgotten.class);
        kitVms.assertPower(vm, PowerState.RUNNING);
    }

    @Test
    void aCancelThatComesAfterTheGuestHasObeyedDoesNotClaimToHaveTakenItBack() {
        var vm = kitVms.halted("late");

        assertThatThrownBy(() -> stopping.askNoMore(new Asked(VmAction.on(vm, false))))
                .isInstanceOf(NotUndoable.class)
                .hasMessageContaining("shut down before that could be taken back");
    }

    @Test
    void aStopThatCutsThePowerIsPastCancelling() {
        var vm = kitVms.ready("cut");
        lab.delay("VM.hard_shutdown", Duration.ofSeconds(3));
        var stop = kitVms.submit(NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm)));
        await().atMost(PATIENCE).until(() -> vms.read(() -> vms.existing(vm.id)).cuttingPower);

        assertThatThrownBy(() -> kitVms.cancel(stop))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("past the point");

        assertThat(kitVms.ended(stop).state()).isEqualTo(OperationState.SUCCEEDED);
        kitVms.assertPower(vm, PowerState.HALTED);
        assertThat(vms.read(() -> vms.existing(vm.id)).cuttingPower).isFalse();
    }

    @Test
    void aRefusedCutIsNotRememberedAsOne() {
        var vm = kitVms.ready("uncut");
        lab.refuse("Async.VM.hard_shutdown", "OPERATION_BLOCKED", "kit");

        var ended = kitVms.run(NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm)));

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
        var vm = kitVms.ready("gone");
        var there = lab.named(vm.name).getFirst();
        lab.pool().vms().hardShutdown(there.ref());
        await().until(() -> lab.named(vm.name).getFirst().halted());
        lab.pool().vms().destroy(there.ref());

        var ended = kitVms.run(NewOperation.of(deleteVm, VmAction.on(vm, true), VmOrders.target(vm)));

        assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(vms.read(() -> vms.live(vm.id))).isEmpty();
    }

    @Test
    void deleteTakesItsSnapshotsToo() {
        var vm = kitVms.halted("snapped");
        kitVms.snapshot(vm, "one");
        var there = kitVms.there(vm);
        var snapshot = lab.pool().vms().snapshots(there.ref()).getFirst();
        var disks = lab.pool().vms().ownDisks(snapshot.ref());

        var ended = kitVms.run(NewOperation.of(deleteVm, VmAction.on(vm, true), VmOrders.target(vm)));

        assertThat(ended.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(disks).isNotEmpty().noneMatch(lab::hasDisk);
        assertThat(lab.pool().vms().byUuid(snapshot.uuid())).isEmpty();
    }

    @Test
    void aReleasedVmIsDeletedAgainWhenThatFailed() {
        var vm = kitVms.halted("released");
        lab.refuse("VM.destroy", "OPERATION_BLOCKED", "kit");
        assertThat(kitVms.ended(release(vm)).state()).isEqualTo(OperationState.FAILED);
        assertThat(lab.named(vm.name)).hasSize(1);

        sweep.sweep();

        await().atMost(PATIENCE).until(() -> vms.read(() -> vms.live(vm.id)).isEmpty());
        assertThat(lab.named(vm.name)).isEmpty();
    }

    @Test
    void aReleasedVmIsKeptWhenItsDeletionWasCancelled() {
        var vm = kitVms.halted("kept");
        faultPoints.install(point -> kitVms.cancel(point.operationId()));
        UUID deletion;
        try {
            deletion = release(vm);
            assertThat(kitVms.ended(deletion).state()).isEqualTo(OperationState.CANCELLED);
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
                kitVms::halted,
                vm -> kitVms.assertPower(vm, PowerState.RUNNING),
                vm -> kitVms.assertPower(vm, PowerState.HALTED));
    }

    private OperationKit<VmAction> stops() {
        return kit(
                stopVm,
                kitVms::ready,
                vm -> kitVms.assertPower(vm, PowerState.HALTED),
                vm -> kitVms.assertPower(vm, PowerState.RUNNING));
    }

    private OperationKit<VmAction> deletes() {
        return kit(
                deleteVm,
                kitVms::ready,
                vm -> {
                    assertThat(lab.named(vm.name)).isEmpty();
                    assertThat(vms.read(() -> vms.live(vm.id))).isEmpty();
                },
                vm -> kitVms.assertPower(vm, PowerState.RUNNING));
    }

    private OperationKit<VmAction> kit(
            OperationKind<VmAction> kind, KitVms.Making making, Consumer<Vm> whenDone, Consumer<Vm> whenUndone) {
        return kitVms.kit(kind, making, vm -> VmAction.on(vm, false), whenDone, whenUndone);
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
}
