package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenStorage;

/** What the kit asks of giving VMs disks and taking them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class DiskKitTest {

    private static final long GIB = 1L << 30;

    @Inject
    Inventory inventory;

    @Inject
    AttachDisk attachDisk;

    @Inject
    DeleteDisk deleteDisk;

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
    void attachingADiskSucceedsWhateverDies() {
        attachments().succeeds();
        attachments().survivesACrashAtEveryPoint();
    }

    @Test
    void attachingADiskIsTakenBack() {
        attachments().isUndoneWhenAnyStepFails();
        attachments().isUndoneWhenCancelledAtAnyStep();
        attachments().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void deletingADiskSucceedsWhateverDies() {
        deletions().succeeds();
        deletions().survivesACrashAtEveryPoint();
    }

    @Test
    void deletingADiskIsTakenBackUntilItIsDestroyed() {
        deletions().isUndoneWhenCancelledAtAnyStep();
    }

    private OperationKit<NewDiskOrder> attachments() {
        return kitVms.kit(
                attachDisk,
                kitVms::ready,
                vm -> new NewDiskOrder(
                        vm.id, vm.name, vm.pool, "scratch", GIB, storage().uuid()),
                vm -> assertThat(extra(vm))
                        .singleElement()
                        .returns("scratch", XenDisk::name)
                        .returns(GIB, XenDisk::sizeBytes)
                        .returns(true, XenDisk::plugged),
                vm -> assertThat(extra(vm)).isEmpty());
    }

    private OperationKit<DiskAction> deletions() {
        return kitVms.kit(
                deleteDisk,
                this::withDisk,
                vm -> new DiskAction(
                        vm.id, vm.name, vm.pool, "scratch", extra(vm).getFirst().uuid()),
                vm -> assertThat(extra(vm)).isEmpty(),
                vm -> assertThat(extra(vm)).singleElement().returns(true, XenDisk::plugged));
    }

    private Vm withDisk(String purpose) {
        var vm = kitVms.ready(purpose);
        var disks = lab.pool().disks();
        disks.plug(disks.connect(kitVms.there(vm).ref(), disks.create(storage().ref(), "scratch", GIB)));
        return vm;
    }

    private XenStorage storage() {
        return inventory.pool("lab").orElseThrow().defaultStorage().orElseThrow();
    }

    private List<XenDisk> extra(Vm vm) {
        return lab.pool().disks().of(kitVms.there(vm).ref()).stream()
                .filter(disk -> !disk.position().equals("0"))
                .toList();
    }
}
