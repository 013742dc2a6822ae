package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenVm;

/** What the kit asks of making and deleting templates. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class TemplateKitTest {

    @Inject
    MakeTemplate makeTemplate;

    @Inject
    DeleteTemplate deleteTemplate;

    @Inject
    Inventory inventory;

    @Inject
    KitVms kitVms;

    private final Map<UUID, Vm> vms = new ConcurrentHashMap<>();
    /** Of templates that are to be deleted, by the VM that stands for each. */
    private final Map<UUID, String> disks = new ConcurrentHashMap<>();

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
    }

    /** Other tests look at all templates of the pool. */
    @AfterEach
    void removeThem() {
        for (Vm vm : vms.values()) {
            var pool = lab.pool().vms();
            pool.byName(nameOf(vm)).forEach(template -> {
                pool.ownDisks(template.ref()).forEach(pool::destroyDisk);
                pool.destroy(template.ref());
            });
        }
        await().until(() -> inventory.pool("lab").orElseThrow().templates().stream()
                .noneMatch(template -> template.name().startsWith("golden-kit-")));
    }

    @Test
    void makingOneSucceedsWhateverDies() {
        makings().succeeds();
        makings().survivesACrashAtEveryPoint();
    }

    @Test
    void nothingStaysOfOneWhoseMakingIsTakenBack() {
        Set<String> before = lab.disks();

        makings().isUndoneWhenAnyStepFails();
        makings().isUndoneWhenCancelledAtAnyStep();
        makings().isUndoneOnceAlthoughTheUndoCrashes();

        List<String> ofTheVms = vms.values().stream()
                .flatMap(vm -> lab.pool().disks().of(kitVms.there(vm).ref()).stream())
                .map(XenDisk::vdi)
                .toList();
        assertThat(lab.disks().stream().filter(disk -> !before.contains(disk)))
                .containsExactlyInAnyOrderElementsOf(ofTheVms);
    }

    @Test
    void deletingOneSucceedsWhateverDies() {
        deletions().succeeds();
        deletions().survivesACrashAtEveryPoint();
    }

    @Test
    void deletingOneIsTakenBackUntilItIsDestroyed() {
        deletions().isUndoneWhenCancelledAtAnyStep();
    }

    private OperationKit<TemplateOrder> makings() {
        return kitVms.kit(
                makeTemplate,
                this::told,
                vm -> new TemplateOrder(
                        UUID.nameUUIDFromBytes(nameOf(vm).getBytes(StandardCharsets.UTF_8)),
                        nameOf(vm),
                        vm.pool,
                        vm.id,
                        vm.name,
                        String.valueOf(vm.xenUuid),
                        null,
                        null,
                        "for the kit",
                        "compilation",
                        "gcc-12.2.0",
                        "kit",
                        "test"),
                vm -> {
                    assertThat(lab.pool().vms().byName(nameOf(vm)))
                            .singleElement()
                            .satisfies(template -> assertGolden(vm, template));
                    assertAsBefore(vm);
                },
                vm -> {
                    assertThat(lab.pool().vms().byName(nameOf(vm))).isEmpty();
                    assertAsBefore(vm);
                });
    }

    private void assertGolden(Vm vm, XenVm template) {
        assertThat(template.template()).isTrue();
        assertThat(template.description()).isEqualTo("for the kit");
        assertThat(template.otherConfig())
                .containsEntry("vmc:owner", "kit")
                .containsEntry("vmc:role", "compilation")
                .containsEntry("vmc:toolchain", "gcc-12.2.0")
                .containsEntry("any", "note")
                .containsKey("vmc:template")
                .doesNotContainKeys("vmc:vm", "vmc:operation", "disks");
        assertThat(template.xenstoreData()).containsOnlyKeys("vm/other");
        assertThat(template.vcpusWeight()).isEmpty();
        assertThat(template.uuid()).isNotEqualTo(vm.xenUuid);
        assertThat(lab.pool().disks().of(template.ref())).singleElement().returns(true, XenDisk::bootable);
    }

    private void assertAsBefore(Vm vm) {
        kitVms.assertPower(vm, PowerState.HALTED);
        XenVm there = kitVms.there(vm);
        assertThat(there.template()).isFalse();
        assertThat(there.otherConfig()).containsEntry("vmc:vm", vm.id.toString());
        assertThat(there.xenstoreData()).containsEntry("vm-data/hostname", vm.name);
        assertThat(lab.pool().disks().of(there.ref())).hasSize(2);
    }

    /** One that was told at its first boot who it is. */
    private Vm told(String purpose) {
        var vm = kitVms.halted(purpose);
        var there = kitVms.there(vm);
        var pool = lab.pool();
        var notes = new HashMap<>(there.otherConfig());
        notes.put("vmc:operation", UUID.randomUUID().toString());
        notes.put("any", "note");
        pool.vms().setOtherConfig(there.ref(), notes);
        pool.vms().setXenstoreData(there.ref(), Map.of("vm-data/hostname", vm.name, "vm/other", "kept"));
        pool.vms().setVcpusParams(there.ref(), Map.of(XenVm.VCPUS_WEIGHT, "512"));
        var root = pool.disks().of(there.ref()).getFirst();
        pool.disks().connect(there.ref(), pool.disks().create(root.sr(), FirstBootDrives.NAME, 1L << 20));
        vms.put(vm.id, vm);
        return vm;
    }

    private OperationKit<TemplateAction> deletions() {
        return kitVms.kit(
                deleteTemplate,
                this::withTemplate,
                vm -> new TemplateAction(
                        vm.id,
                        nameOf(vm),
                        vm.pool,
                        UUID.fromString(
                                lab.pool().vms().byName(nameOf(vm)).getFirst().uuid())),
                vm -> {
                    assertThat(lab.pool().vms().byName(nameOf(vm))).isEmpty();
                    assertThat(lab.hasDisk(diskOf(vm))).isFalse();
                },
                vm -> {
                    assertThat(lab.pool().vms().byName(nameOf(vm)))
                            .singleElement()
                            .returns(true, XenVm::template);
                    assertThat(lab.hasDisk(diskOf(vm))).isTrue();
                });
    }

    private Vm withTemplate(String purpose) {
        var vm = kitVms.halted(purpose);
        var pool = lab.pool().vms();
        var template = pool.cloneAs(pool.byName("debian-12").getFirst().ref(), nameOf(vm));
        pool.setOtherConfig(template, Map.of("vmc:template", "kit", "vmc:owner", "kit"));
        disks.put(vm.id, lab.pool().disks().of(template).getFirst().vdi());
        vms.put(vm.id, vm);
        return vm;
    }

    private String diskOf(Vm vm) {
        return Objects.requireNonNull(disks.get(vm.id));
    }

    private static String nameOf(Vm vm) {
        return "golden-kit-" + vm.id;
    }
}
