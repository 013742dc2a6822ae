package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenVdi;

/** What the kit asks of disks that leave their VM. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class DiskMoveKitTest {

    private static final long GIB = 1L << 30;

    @Inject
    Inventory inventory;

    @Inject
    DetachDisk detachDisk;

    @Inject
    ReattachDisk reattachDisk;

    @Inject
    MoveDisk moveDisk;

    @Inject
    DeleteKeptDisk deleteKeptDisk;

    @Inject
    KeptDisks kept;

    @Inject
    Vms vms;

    @Inject
    KitVms kitVms;

    private final Map<UUID, Vm> others = new ConcurrentHashMap<>();
    private final Map<UUID, String> disks = new ConcurrentHashMap<>();
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
    void detachingADiskKeepsItOnceWhateverDies() {
        detachments().survivesACrashAtEveryPoint();
    }

    @Test
    void detachingADiskIsTakenBack() {
        detachments().isUndoneWhenAnyStepFails();
        detachments().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void attachingAKeptDiskSucceedsWhateverDies() {
        reattachments().survivesACrashAtEveryPoint();
    }

    @Test
    void attachingAKeptDiskIsTakenBack() {
        reattachments().isUndoneWhenAnyStepFails();
    }

    @Test
    void movingADiskSucceedsWhateverDies() {
        moves().succeeds();
        moves().survivesACrashAtEveryPoint();
    }

    @Test
    void movingADiskIsTakenBack() {
        moves().isUndoneWhenAnyStepFails();
        moves().isUndoneWhenCancelledAtAnyStep();
        moves().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void deletingAKeptDiskSucceedsWhateverDies() {
        deletions().survivesACrashAtEveryPoint();
        deletions().isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void whatWasWrittenOfAKeptDiskBeforeAVmGotItIsReplaced() {
        var vm = withDisk("stale");
        keep(vm, "kit");

        var ended = kitVms.run(detachment(vm));

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(keptOf(vm)).singleElement().returns(ended.id(), row -> row.id);
    }

    @Test
    void aDiskThatIsKeptForSomebodyElseIsNotDetached() {
        var vm = withDisk("foreign");
        keep(vm, "bob");

        var ended = kitVms.run(detachment(vm));

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.FAILED);
        assertThat(ended.message()).contains("This disk is kept for bob");
        assertThat(keptOf(vm)).singleElement().returns("bob", row -> row.owner);
        assertThat(extra(vm)).singleElement().returns(true, XenDisk::plugged);
    }

    private NewOperation<?> detachment(Vm vm) {
        return NewOperation.of(
                detachDisk, new DiskAction(vm.id, vm.name, vm.pool, "scratch", disk(vm)), VmOrders.target(vm));
    }

    private OperationKit<DiskAction> detachments() {
        return kitVms.kit(
                detachDisk,
                this::withDisk,
                vm -> new DiskAction(vm.id, vm.name, vm.pool, "scratch", disk(vm)),
                vm -> {
                    assertThat(extra(vm)).isEmpty();
                    assertThat(vdi(vm).unused()).isTrue();
                    assertThat(keptOf(vm))
                            .singleElement()
                            .returns(disk(vm), row -> row.vdiUuid)
                            .returns("kit", row -> row.owner);
                },
                vm -> {
                    assertThat(extra(vm)).singleElement().returns(true, XenDisk::plugged);
                    assertThat(keptOf(vm)).isEmpty();
                });
    }

    private OperationKit<KeptDiskAction> reattachments() {
        return kitVms.kit(
                reattachDisk,
                this::withKeptDisk,
                vm -> KeptDiskAction.on(keptOf(vm).getFirst(), vm.id, vm.name),
                vm -> {
                    assertThat(extra(vm))
                            .singleElement()
                            .returns(disk(vm), XenDisk::uuid)
                            .returns(true, XenDisk::plugged);
                    assertThat(keptOf(vm)).isEmpty();
                },
                vm -> {
                    assertThat(vdi(vm).unused()).isTrue();
                    assertThat(keptOf(vm)).hasSize(1);
                });
    }

    private OperationKit<DiskMove> moves() {
        return kitVms.kit(
                moveDisk,
                this::besideAnother,
                vm -> new DiskMove(vm.id, vm.name, vm.pool, "scratch", disk(vm), other(vm).id, other(vm).name),
                vm -> {
                    assertThat(extra(vm)).isEmpty();
                    assertThat(extra(other(vm)))
                            .singleElement()
                            .returns(disk(vm), XenDisk::uuid)
                            .returns(true, XenDisk::plugged)
                            .returns(false, XenDisk::shared);
                },
                vm -> {
                    assertThat(extra(vm)).singleElement().returns(true, XenDisk::plugged);
                    assertThat(extra(other(vm))).isEmpty();
                });
    }

    private OperationKit<KeptDiskAction> deletions() {
        return kitVms.kit(
                deleteKeptDisk,
                this::withKeptDisk,
                vm -> KeptDiskAction.on(keptOf(vm).getFirst(), vm.id, vm.name),
                vm -> {
                    assertThat(lab.pool().disks().byUuid(disk(vm))).isEmpty();
                    assertThat(keptOf(vm)).isEmpty();
                },
                vm -> assertThat(vdi(vm).unused()).isTrue());
    }

    private Vm withDisk(String purpose) {
        var vm = kitVms.ready(purpose);
        var made = newDisk(vm);
        lab.pool().disks().plug(lab.pool().disks().connect(kitVms.there(vm).ref(), made));
        disks.put(vm.id, extra(vm).getFirst().uuid());
        return vm;
    }

    private Vm besideAnother(String purpose) {
        var vm = withDisk(purpose);
        others.put(vm.id, kitVms.ready(purpose + "-other"));
        return vm;
    }

    private Vm withKeptDisk(String purpose) {
        var vm = withDisk(purpose);
        var disk = extra(vm).getFirst();
        lab.pool().disks().unplug(disk.vbd());
        lab.pool().disks().disconnect(disk.vbd());
        keep(vm, vm.owner);
        return vm;
    }

    private void keep(Vm vm, String owner) {
        var row = KeptDisk.of(vm, UUID.randomUUID(), disk(vm), "scratch", GIB, Instant.now());
        row.owner = owner;
        QuarkusTransaction.requiringNew().run(() -> kept.persist(row));
    }

    private String newDisk(Vm vm) {
        var storage = inventory.pool(vm.pool).orElseThrow().defaultStorage().orElseThrow();
        return lab.pool().disks().create(storage.ref(), "scratch", GIB);
    }

    private String disk(Vm vm) {
        return Objects.requireNonNull(disks.get(vm.id));
    }

    private Vm other(Vm vm) {
        return Objects.requireNonNull(others.get(vm.id));
    }

    private XenVdi vdi(Vm vm) {
        return lab.pool().disks().byUuid(disk(vm)).orElseThrow();
    }

    private List<KeptDisk> keptOf(Vm vm) {
        return vms.read(() -> kept.list("vmId", vm.id));
    }

    private List<XenDisk> extra(Vm vm) {
        return lab.pool().disks().of(kitVms.there(vm).ref()).stream()
                .filter(disk -> !disk.position().equals("0"))
                .toList();
    }
}
