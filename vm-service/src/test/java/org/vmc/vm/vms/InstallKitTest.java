package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedIso;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDrives;
import org.vmc.vm.xen.XenVdi;

/** What the kit asks of installing a guest from a medium, and of changing the medium. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class InstallKitTest implements OperationSubject<VmPlan> {

    private static final long GIB = 1L << 30;
    private static final String ISO = "debian-12-netinst.iso";
    private static final String TOOLS = "guest-tools.iso";

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    VmOrders orders;

    @Inject
    Flavours flavours;

    @Inject
    Inventory inventory;

    @Inject
    ChangeMedium changeMedium;

    @Inject
    KitVms kitVms;

    @Inject
    Vms vms;

    private LabClient lab;
    private OperationKit<VmPlan> installations;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
        installations = new OperationKit<>(operations, faultPoints, this, 6);
    }

    @AfterEach
    void clearFaults() {
        lab.clearFaults();
    }

    @Test
    void anInstallerRunsWhateverDies() {
        installations.succeeds();
        installations.survivesACrashAtEveryPoint();
    }

    @Test
    void anInstallationIsTakenBack() {
        installations.isUndoneWhenAnyStepFails();
        installations.isUndoneWhenCancelledAtAnyStep();
        installations.isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void aMediumIsChangedWhateverDies() {
        changes(TOOLS).survivesACrashAtEveryPoint();
        changes(null).survivesACrashAtEveryPoint();
    }

    @Test
    void aMediumIsPutBack() {
        changes(TOOLS).isUndoneWhenAnyStepFails();
        changes(TOOLS).isUndoneOnceAlthoughTheUndoCrashes();
    }

    private OperationKit<MediumOrder> changes(@Nullable String wanted) {
        return kitVms.kit(
                changeMedium,
                this::withMedium,
                vm -> new MediumOrder(
                        vm.id,
                        vm.name,
                        vm.pool,
                        wanted == null ? null : iso(wanted).uuid(),
                        wanted),
                vm -> assertThat(medium(kitVms.there(vm).ref())).isEqualTo(Optional.ofNullable(wanted)),
                vm -> assertThat(medium(kitVms.there(vm).ref())).contains(ISO));
    }

    private Vm withMedium(String purpose) {
        var vm = kitVms.halted(purpose);
        lab.pool().drives().add(kitVms.there(vm).ref(), vdi(ISO));
        return vm;
    }

    @Override
    @SuppressWarnings("unchecked")
    public NewOperation<VmPlan> fresh(Origin origin) {
        var storage = inventory.pool("lab").orElseThrow().defaultStorage().orElseThrow();
        var install = new Install(iso(ISO).uuid(), ISO, 5 * GIB, storage.uuid(), null);
        var order = new VmOrder(
                List.of("install-" + origin.correlationId()),
                "lab",
                "Other install media",
                flavours.named("t1.micro").orElseThrow(),
                null,
                null,
                false,
                List.of(),
                null,
                new Making(false, null, null, null, install));
        return (NewOperation<VmPlan>) orders.create(order, origin.actor(), origin.team(), origin.correlationId())
                .getFirst();
    }

    @Override
    public void assertDone(Operation operation) {
        var found = lab.named(operation.target().name());
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().running()).isTrue();
        assertThat(found.getFirst().boot().hvmParams()).containsEntry("order", "cd");
        assertThat(medium(found.getFirst().ref())).contains(ISO);
        assertThat(lab.pool().disks().of(found.getFirst().ref()))
                .singleElement()
                .returns("root", XenDisk::name)
                .returns(5 * GIB, XenDisk::sizeBytes)
                .returns("0", XenDisk::position);
        assertThat(lab.pool().disks().named("vmc-" + operation.id())).isEmpty();
        var row = vms.read(() -> vms.existing(operation.target().id()));
        assertThat(row.powerState).isEqualTo(PowerState.RUNNING);
        assertThat(row.readyAt).isNotNull();
        assertThat(row.reservesMemory).isFalse();
    }

    @Override
    public void assertUndone(Operation operation) {
        assertThat(lab.named(operation.target().name())).isEmpty();
        assertThat(lab.named("vmc-" + operation.id())).isEmpty();
        assertThat(lab.pool().disks().named("vmc-" + operation.id())).isEmpty();
        assertThat(vms.read(() -> vms.live(operation.target().id()))).isEmpty();
    }

    private Optional<String> medium(VmRef vm) {
        return lab.pool().drives().of(vm).flatMap(XenDrives.Drive::medium).map(XenVdi::name);
    }

    private String vdi(String name) {
        return lab.pool().disks().byUuid(iso(name).uuid()).orElseThrow().vdi();
    }

    private ObservedIso iso(String name) {
        return inventory.pool("lab").orElseThrow().isos().stream()
                .filter(iso -> iso.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
