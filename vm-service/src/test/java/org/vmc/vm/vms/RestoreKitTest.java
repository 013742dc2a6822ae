package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.FaultPoints.Moment;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenVdi;

/** What the kit asks of restoring VMs from templates. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class RestoreKitTest {

    @Inject
    RestoreVm restoreVm;

    @Inject
    UndoRestore undoRestore;

    @Inject
    ReleaseQuarantine releaseQuarantine;

    @Inject
    FaultPoints faultPoints;

    @Inject
    KeptDisks kept;

    @Inject
    Vms vms;

    @Inject
    KitVms kitVms;

    /** Disk each VM booted from before anything happened to it. */
    private final Map<UUID, String> former = new ConcurrentHashMap<>();

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
    }

    @AfterEach
    void clearFaults() {
        faultPoints.clear();
        lab.clearFaults();
    }

    @Test
    void restoringSucceedsWhateverDies() {
        restores().succeeds();
        restores().survivesACrashAtEveryPoint();
    }

    @Test
    void restoringIsTakenBackWhicheverStepFails() {
        restores().isUndoneWhenAnyStepFails();
    }

    @Test
    void restoringIsTakenBackOnceAlthoughTheUndoCrashes() {
        restores().isUndoneWhenCancelledAtAnyStep();
        restores().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void undoingARestoreSucceedsWhateverDies() {
        undos().survivesACrashAtEveryPoint();
    }

    @Test
    void undoingARestoreIsTakenBackUntilTheCopyIsDestroyed() {
        undos().isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void releasingAQuarantineSucceedsWhateverDies() {
        releases().survivesACrashAtEveryPoint();
        releases().isUndoneWhenCancelledAtAnyStep();
    }

    @Test
    void aDiskThatSomebodyUsesIsNotDestroyed() {
        var vm = restored("used");
        var row = quarantineOf(vm).orElseThrow();
        var copy = Objects.requireNonNull(row.restoredUuid);
        var undo = NewOperation.of(undoRestore, QuarantineAction.on(vm, row), VmOrders.target(vm));
        var release = NewOperation.of(releaseQuarantine, QuarantineAction.on(vm, row), VmOrders.target(vm));
        var user = kitVms.halted("user");

        var released = whileItGoesTo(user, "destroy", former(vm), release);
        assertThat(released.state()).as(released.message()).isEqualTo(OperationState.FAILED);
        assertThat(released.message()).contains("a disk is on one VM at a time");
        assertThat(quarantineOf(vm)).isPresent();

        var undone = whileItGoesTo(user, "remove", copy, undo);
        assertThat(undone.state()).as(undone.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(system(vm)).returns(former(vm), XenDisk::uuid);
        assertThat(vdi(copy)).isNotNull();
        assertThat(quarantineOf(vm)).isEmpty();
    }

    /** The user gets the disk just before the step that would destroy it, and loses it afterwards. */
    private Operation whileItGoesTo(Vm user, String step, String disk, NewOperation<?> operation) {
        faultPoints.install(point -> {
            if (point.step().equals(step)
                    && point.moment() == Moment.BEFORE_ACTION
                    && vdi(disk).unused()) {
                lab.pool().disks().connect(ref(user), vdi(disk).vdi());
            }
        });
        var ended = kitVms.run(operation);
        faultPoints.clear();
        lab.pool().disks().of(ref(user)).stream()
                .filter(taken -> taken.uuid().equals(disk))
                .forEach(taken -> lab.pool().disks().disconnect(taken.vbd()));
        return ended;
    }

    private OperationKit<RestoreOrder> restores() {
        return kitVms.kit(
                restoreVm,
                this::broken,
                vm -> new RestoreOrder(
                        vm.id,
                        vm.name,
                        vm.pool,
                        "debian-12",
                        lab.pool().vms().byName("debian-12").getFirst().uuid()),
                vm -> {
                    kitVms.assertPower(vm, PowerState.RUNNING);
                    var quarantine = quarantineOf(vm).orElseThrow();
                    assertThat(quarantine.vdiUuid).isEqualTo(former(vm));
                    assertThat(system(vm))
                            .returns(quarantine.restoredUuid, XenDisk::uuid)
                            .returns(quarantine.formerName, XenDisk::name)
                            .returns(false, XenDisk::shared);
                    assertThat(vdi(former(vm)))
                            .returns(true, XenVdi::unused)
                            .returns("quarantine-" + quarantine.id, XenVdi::name)
                            .satisfies(disk -> assertThat(disk.otherConfig())
                                    .containsEntry("vmc:operation", quarantine.id.toString())
                                    .containsEntry("vmc:vm", vm.id.toString()));
                    assertThat(lab.named("vmc-" + quarantine.id)).isEmpty();
                },
                vm -> {
                    assertThat(system(vm)).returns(former(vm), XenDisk::uuid);
                    assertThat(vdi(former(vm)).otherConfig()).doesNotContainKey("vmc:operation");
                    assertThat(vdi(former(vm)).name()).doesNotStartWith("quarantine");
                    assertThat(quarantineOf(vm)).isEmpty();
                    assertThat(kitVms.row(vm).reservesMemory).isFalse();
                });
    }

    private OperationKit<QuarantineAction> undos() {
        return kitVms.kit(
                undoRestore,
                this::restored,
                vm -> QuarantineAction.on(vm, quarantineOf(vm).orElseThrow()),
                vm -> {
                    kitVms.assertPower(vm, PowerState.HALTED);
                    assertThat(system(vm)).returns(former(vm), XenDisk::uuid).returns("root", XenDisk::name);
                    assertThat(lab.pool().disks().of(ref(vm))).hasSize(1);
                    assertThat(quarantineOf(vm)).isEmpty();
                },
                vm -> {
                    var quarantine = quarantineOf(vm).orElseThrow();
                    assertThat(system(vm)).returns(quarantine.restoredUuid, XenDisk::uuid);
                    assertThat(vdi(former(vm))).returns(true, XenVdi::unused);
                });
    }

    private OperationKit<QuarantineAction> releases() {
        return kitVms.kit(
                releaseQuarantine,
                this::restored,
                vm -> QuarantineAction.on(vm, quarantineOf(vm).orElseThrow()),
                vm -> {
                    assertThat(lab.pool().disks().byUuid(former(vm))).isEmpty();
                    assertThat(quarantineOf(vm)).isEmpty();
                },
                vm -> assertThat(vdi(former(vm))).returns(true, XenVdi::unused));
    }

    private Vm broken(String purpose) {
        var vm = kitVms.ready(purpose);
        former.put(vm.id, system(vm).uuid());
        return vm;
    }

    /** As a restore leaves it, but halted, which is faster. */
    private Vm restored(String purpose) {
        var vm = kitVms.halted(purpose);
        var disks = lab.pool().disks();
        var broken = system(vm);
        former.put(vm.id, broken.uuid());
        disks.disconnect(broken.vbd());
        var copy = disks.create(broken.sr(), "root", broken.sizeBytes());
        disks.connect(ref(vm), copy, Optional.of("0"), true);
        QuarkusTransaction.requiringNew().run(() -> {
            var row =
                    KeptDisk.of(vm, UUID.randomUUID(), broken.uuid(), "quarantine", broken.sizeBytes(), Instant.now());
            row.restoredUuid = system(vm).uuid();
            row.slot = "0";
            row.formerName = "root";
            kept.persist(row);
        });
        return vm;
    }

    private XenDisk system(Vm vm) {
        return RestoreVm.system(lab.pool().disks().of(ref(vm))).orElseThrow();
    }

    private VmRef ref(Vm vm) {
        return kitVms.there(vm).ref();
    }

    private XenVdi vdi(String uuid) {
        return lab.pool().disks().byUuid(uuid).orElseThrow();
    }

    private String former(Vm vm) {
        return Objects.requireNonNull(former.get(vm.id));
    }

    private Optional<KeptDisk> quarantineOf(Vm vm) {
        return vms.read(() -> kept.quarantineOf(vm.id));
    }
}
