package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenVm;

/** What the kit asks of the operations on snapshots. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class SnapshotKitTest {

    @Inject
    Operations operations;

    @Inject
    SnapshotVm snapshotVm;

    @Inject
    RevertVm revertVm;

    @Inject
    DeleteSnapshot deleteSnapshot;

    @Inject
    ResizeVm resizeVm;

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
    void snapshotSucceedsWhateverDies() {
        snapshots(false).succeeds();
        snapshots(false).survivesACrashAtEveryPoint();
    }

    @Test
    void checkpointSucceedsWhateverDies() {
        snapshots(true).survivesACrashAtEveryPoint();
    }

    @Test
    void snapshotIsTakenBack() {
        snapshots(false).isUndoneWhenAnyStepFails();
        snapshots(false).isUndoneWhenCancelledAtAnyStep();
        snapshots(false).isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void checkpointIsTakenBack() {
        snapshots(true).isUndoneWhenAnyStepFails();
    }

    @Test
    void revertSucceedsWhateverDies() {
        reverts().succeeds();
        reverts().survivesACrashAtEveryPoint();
    }

    @Test
    void deletionOfASnapshotSucceedsWhateverDies() {
        deletions().succeeds();
        deletions().survivesACrashAtEveryPoint();
    }

    @Test
    void aRevertedVmKeepsItsNameAndGetsItsFormerSize() {
        var vm = kitVms.halted("named");
        kitVms.snapshot(vm, "before");
        kitVms.run(NewOperation.of(
                resizeVm, new Resize(vm.id, vm.name, vm.pool, "standard.small", 2, 1740), VmOrders.target(vm)));

        var ended = kitVms.run(NewOperation.of(revertVm, action(vm, "before"), VmOrders.target(vm)));

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(kitVms.there(vm).name()).isEqualTo(vm.name);
        assertThat(kitVms.there(vm).otherConfig()).containsEntry("vmc:vm", vm.id.toString());
        assertThat(kitVms.row(vm).memoryMib).isEqualTo(512);
        assertThat(kitVms.row(vm).vcpus).isEqualTo(1);
    }

    @Test
    void aRevertedVmIsMarkedAsOursAlthoughItsSnapshotIsNot() {
        var vm = kitVms.halted("marked");
        var pool = lab.pool().vms();
        var there = kitVms.there(vm);
        pool.setOtherConfig(there.ref(), Map.of());
        kitVms.snapshot(vm, "before");
        pool.setOtherConfig(there.ref(), Map.of("vmc:vm", vm.id.toString()));

        var ended = kitVms.run(NewOperation.of(revertVm, action(vm, "before"), VmOrders.target(vm)));

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(kitVms.there(vm).otherConfig())
                .containsEntry("vmc:vm", vm.id.toString())
                .containsEntry("vmc:owner", vm.owner);
    }

    private OperationKit<SnapshotOrder> snapshots(boolean withMemory) {
        return kitVms.kit(
                snapshotVm,
                kitVms::ready,
                vm -> new SnapshotOrder(vm.id, vm.name, vm.pool, "kit", withMemory),
                vm -> {
                    kitVms.assertPower(vm, PowerState.RUNNING);
                    assertThat(names(vm)).containsExactly("kit");
                },
                vm -> {
                    kitVms.assertPower(vm, PowerState.RUNNING);
                    assertThat(names(vm)).isEmpty();
                });
    }

    private OperationKit<SnapshotAction> reverts() {
        return kitVms.kit(
                revertVm,
                this::snapped,
                vm -> action(vm, "kit"),
                vm -> kitVms.assertPower(vm, PowerState.HALTED),
                vm -> kitVms.assertPower(vm, PowerState.RUNNING));
    }

    private OperationKit<SnapshotAction> deletions() {
        return kitVms.kit(
                deleteSnapshot,
                this::snapped,
                vm -> action(vm, "kit"),
                vm -> assertThat(names(vm)).isEmpty(),
                vm -> assertThat(names(vm)).containsExactly("kit"));
    }

    private Vm snapped(String purpose) {
        var vm = kitVms.ready(purpose);
        kitVms.snapshot(vm, "kit");
        return vm;
    }

    private SnapshotAction action(Vm vm, String name) {
        var uuid = lab.pool().vms().snapshots(kitVms.there(vm).ref()).stream()
                .filter(snapshot -> snapshot.name().equals(name))
                .findFirst()
                .orElseThrow()
                .uuid();
        return new SnapshotAction(vm.id, vm.name, vm.pool, name, uuid);
    }

    private List<String> names(Vm vm) {
        return lab.pool().vms().snapshots(kitVms.there(vm).ref()).stream()
                .map(XenVm::name)
                .toList();
    }
}
