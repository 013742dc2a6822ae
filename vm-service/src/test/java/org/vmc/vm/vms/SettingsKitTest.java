package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.FaultPoints.Moment;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.HostRef;

/** What the kit asks of migrating, resizing and renaming. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class SettingsKitTest {

    @Inject
    Inventory inventory;

    @Inject
    MigrateVm migrateVm;

    @Inject
    MigrateStranger migrateStranger;

    @Inject
    ResizeVm resizeVm;

    @Inject
    RenameVm renameVm;

    @Inject
    FaultPoints faultPoints;

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
    void migrationSucceedsWhateverDies() {
        migrations().succeeds();
        migrations().survivesACrashAtEveryPoint();
    }

    @Test
    void migrationIsTakenBack() {
        migrations().isUndoneWhenAnyStepFails();
        migrations().isUndoneWhenCancelledAtAnyStep();
        migrations().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void aMigrationThatItsFormerHostDoesNotTakeBackStaysWhereItIs() {
        var vm = kitVms.ready("stays", host("h4"));

        var ended = cancelledOnceItIsOn("h3", migrateVm, new Migration(vm.id, vm.name, vm.pool, "h3"), vm);

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.CANCELLED);
        assertThat(ended.message()).contains("The VM stays on h3");
        assertOn(vm, "h3");
        assertThat(kitVms.row(vm).hostUuid).isEqualTo(host("h3").uuid());
    }

    @Test
    void aStrangerThatItsFormerHostDoesNotTakeBackStaysWhereItIs() {
        var vm = kitVms.ready("stranger", host("h4"));
        var uuid = UUID.fromString(String.valueOf(vm.xenUuid));
        var input = new StrangerMigration(
                uuid, vm.name, vm.pool, host("h4").uuid(), host("h3").uuid(), "h3");

        var ended = cancelledOnceItIsOn("h3", migrateStranger, input, vm);

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.CANCELLED);
        assertThat(kitVms.there(vm).residentOn()).isEqualTo(ref("h3"));
    }

    /** As when the host it comes from is being emptied. */
    private <I extends VmInput> Operation cancelledOnceItIsOn(String host, OperationKind<I> kind, I input, Vm vm) {
        faultPoints.install(point -> {
            if (point.moment() == Moment.AFTER_ACTION
                    && point.step().equals("migrate")
                    && ref(host).equals(kitVms.there(vm).residentOn())) {
                lab.pool().hosts().disable(ref("h4"));
                kitVms.cancel(point.operationId());
            }
        });
        try {
            return kitVms.run(NewOperation.of(kind, input, new Target("vm", input.vmId(), vm.name)));
        } finally {
            faultPoints.clear();
            lab.pool().hosts().enable(ref("h4"));
        }
    }

    @Test
    void resizeSucceedsWhateverDies() {
        resizes().succeeds();
        resizes().survivesACrashAtEveryPoint();
    }

    @Test
    void resizeIsTakenBack() {
        resizes().isUndoneWhenAnyStepFails();
        resizes().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void renamingSucceedsAndIsTakenBack() {
        renamings().survivesACrashAtEveryPoint();
        renamings().isUndoneWhenAnyStepFails();
        renamings().isUndoneOnceAlthoughTheUndoCrashes();
    }

    private OperationKit<Migration> migrations() {
        return kitVms.kit(
                migrateVm,
                kitVms::ready,
                vm -> new Migration(vm.id, vm.name, vm.pool, "h3"),
                vm -> assertOn(vm, "h3"),
                vm -> assertOn(vm, "h1"));
    }

    private void assertOn(Vm vm, String host) {
        kitVms.assertPower(vm, PowerState.RUNNING);
        assertThat(kitVms.there(vm).residentOn()).isEqualTo(ref(host));
        assertThat(kitVms.row(vm).hostName).isEqualTo(host);
    }

    private HostRef ref(String name) {
        return host(name).ref();
    }

    private ObservedHost host(String name) {
        return inventory.pool("lab").orElseThrow().hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private OperationKit<Resize> resizes() {
        return kitVms.kit(
                resizeVm,
                kitVms::halted,
                vm -> new Resize(vm.id, vm.name, vm.pool, "standard.small", 2, 1740),
                vm -> assertSize(vm, 2, 1740),
                vm -> assertSize(vm, 1, 512));
    }

    private void assertSize(Vm vm, int vcpus, int memoryMib) {
        assertThat(kitVms.there(vm).vcpus()).isEqualTo(vcpus);
        assertThat(kitVms.there(vm).memoryStaticMaxBytes()).isEqualTo(memoryMib * 1024L * 1024);
        assertThat(kitVms.row(vm).vcpus).isEqualTo(vcpus);
        assertThat(kitVms.row(vm).memoryMib).isEqualTo(memoryMib);
    }

    private OperationKit<Renaming> renamings() {
        return kitVms.kit(
                renameVm,
                kitVms::halted,
                vm -> new Renaming(vm.id, vm.name, vm.pool, "new-" + vm.id),
                vm -> assertName(vm, "new-" + vm.id),
                vm -> assertName(vm, "kit-" + vm.id));
    }

    private void assertName(Vm vm, String name) {
        assertThat(kitVms.there(vm).name()).isEqualTo(name);
        assertThat(kitVms.row(vm).name).isEqualTo(name);
        assertThat(lab.named(name)).hasSize(1);
    }
}
