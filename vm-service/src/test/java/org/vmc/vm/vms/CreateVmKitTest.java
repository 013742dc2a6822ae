package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
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
import org.vmc.vm.firstboot.FirstBoot;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenDisk;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class CreateVmKitTest implements OperationSubject<VmPlan> {

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
    Vms vms;

    private LabClient lab;
    private OperationKit<VmPlan> kit;
    private Making making = made(false);

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        kit = new OperationKit<>(operations, faultPoints, this, 6);
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        lab.clearFaults();
        lab.close();
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
    void copiesInFullOnceAlthoughAWorkerDiesAtEveryPoint() {
        making = made(true);
        kit.survivesACrashAtEveryPoint();
        kit.isUndoneOnceAlthoughTheUndoCrashes();
    }

    /** With a drive for its first boot. */
    private static Making made(boolean fullCopy) {
        return new Making(fullCopy, null, new FirstBoot(null, "kit", List.of("ssh-ed25519 AAAA"), 1), null, null);
    }

    @Override
    @SuppressWarnings("unchecked")
    public NewOperation<VmPlan> fresh(Origin origin) {
        var name = "kit-" + origin.correlationId();
        var flavour = flavours.named("t1.micro").orElseThrow();
        var order = new VmOrder(List.of(name), "lab", "debian-12", flavour, null, null, false, List.of(), null, making);
        return (NewOperation<VmPlan>) orders.create(order, origin.actor(), origin.team(), origin.correlationId())
                .getFirst();
    }

    @Override
    public void assertDone(Operation operation) {
        var name = operation.target().name();
        var found = lab.named(name);
        assertThat(found).as("VMs named %s", name).hasSize(1);
        assertThat(found.getFirst().running()).isTrue();
        assertThat(found.getFirst().otherConfig())
                .containsEntry("vmc:operation", operation.id().toString())
                .containsEntry("vmc:vm", operation.target().id().toString())
                .containsEntry("vmc:owner", "kit");
        assertThat(found.getFirst().xenstoreData()).containsEntry("vm-data/hostname", name);
        assertThat(lab.named("vmc-" + operation.id())).isEmpty();
        assertThat(lab.pool().disks().of(found.getFirst().ref()))
                .extracting(XenDisk::name)
                .containsOnlyOnce("cidata");
        assertThat(lab.pool().disks().named("vmc-" + operation.id())).isEmpty();
        var row = vms.read(() -> vms.existing(operation.target().id()));
        assertThat(row.powerState).isEqualTo(PowerState.RUNNING);
        assertThat(row.readyAt).isNotNull();
        assertThat(row.address).isEqualTo(operation.learned().get("address"));
        assertThat(row.reservesMemory).isFalse();
    }

    @Override
    public void assertUndone(Operation operation) {
        assertThat(lab.named(operation.target().name())).isEmpty();
        assertThat(lab.named("vmc-" + operation.id())).isEmpty();
        assertThat(lab.pool().disks().named("vmc-" + operation.id())).isEmpty();
        assertThat(vms.read(() -> vms.live(operation.target().id()))).isEmpty();
    }
}
