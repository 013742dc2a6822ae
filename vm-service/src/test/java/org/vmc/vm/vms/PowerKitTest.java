package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.PowerState;

/** What the kit asks of pausing, suspending, resuming and rebooting. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class PowerKitTest {

    @Inject
    PowerShifts shifts;

    @Inject
    ResumeVm resumeVm;

    @Inject
    RebootVm rebootVm;

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
    void pauseSucceedsWhateverDies() {
        kit(Shift.PAUSE, kitVms::ready).succeeds();
        kit(Shift.PAUSE, kitVms::ready).survivesACrashAtEveryPoint();
    }

    @Test
    void pauseIsTakenBack() {
        isUndone(kit(Shift.PAUSE, kitVms::ready));
    }

    @Test
    void unpauseSucceedsAndIsTakenBack() {
        kit(Shift.UNPAUSE, kitVms::paused).survivesACrashAtEveryPoint();
        isUndone(kit(Shift.UNPAUSE, kitVms::paused));
    }

    @Test
    void suspendSucceedsWhateverDies() {
        kit(Shift.SUSPEND, kitVms::ready).succeeds();
        kit(Shift.SUSPEND, kitVms::ready).survivesACrashAtEveryPoint();
    }

    @Test
    void suspendIsTakenBack() {
        isUndone(kit(Shift.SUSPEND, kitVms::ready));
    }

    @Test
    void resumeSucceedsWhateverDies() {
        resumes().succeeds();
        resumes().survivesACrashAtEveryPoint();
    }

    @Test
    void resumeIsTakenBack() {
        isUndone(resumes());
    }

    @Test
    void rebootSucceedsWhateverDiesAndBootsOnce() {
        reboots(false).succeeds();
        reboots(false).survivesACrashAtEveryPoint();
    }

    @Test
    void aForcedRebootResetsTheVmOnce() {
        reboots(true).survivesACrashAtEveryPoint();
    }

    @Test
    void aCancelledRebootLeavesTheVmRunning() {
        reboots(false).isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void aVmWhoseGuestCannotBeAskedIsReset() {
        var vm = kitVms.ready("deaf");
        lab.refuse("VM.clean_reboot", "VM_MISSING_PV_DRIVERS", "vm");
        var before = kitVms.there(vm).domid();

        var ended = kitVms.run(NewOperation.of(rebootVm, VmAction.on(vm, false), VmOrders.target(vm)));

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(ended.learned()).containsEntry("forced", "true");
        assertThat(kitVms.there(vm).domid()).isGreaterThan(before);
    }

    private OperationKit<VmAction> kit(Shift shift, KitVms.Making making) {
        return kitVms.kit(
                shifts.kind(shift),
                making,
                vm -> VmAction.on(vm, false),
                vm -> kitVms.assertPower(vm, shift.to()),
                vm -> kitVms.assertPower(vm, shift.from()));
    }

    private OperationKit<VmAction> resumes() {
        return kitVms.kit(
                resumeVm,
                kitVms::suspended,
                vm -> VmAction.on(vm, false),
                vm -> kitVms.assertPower(vm, PowerState.RUNNING),
                vm -> kitVms.assertPower(vm, PowerState.SUSPENDED));
    }

    private OperationKit<VmAction> reboots(boolean force) {
        var domains = new ConcurrentHashMap<UUID, Long>();
        return kitVms.kit(
                rebootVm,
                purpose -> {
                    var vm = kitVms.ready(purpose);
                    domains.put(vm.id, kitVms.there(vm).domid());
                    return vm;
                },
                vm -> VmAction.on(vm, force),
                vm -> {
                    kitVms.assertPower(vm, PowerState.RUNNING);
                    assertThat(kitVms.there(vm).domid()).isGreaterThan(domains.get(vm.id));
                },
                vm -> kitVms.assertPower(vm, PowerState.RUNNING));
    }

    private static void isUndone(OperationKit<VmAction> kit) {
        kit.isUndoneWhenAnyStepFails();
        kit.isUndoneWhenCancelledAtAnyStep();
        kit.isUndoneOnceAlthoughTheUndoCrashes();
    }
}
