package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.operations.testing.OperationKit;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;

/** What the kit asks of making a VM out of an upload. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class ImportKitTest {

    @Inject
    ImportVm importVm;

    @Inject
    Vms vms;

    @Inject
    KitVms kitVms;

    private final Map<UUID, String> uploaded = new ConcurrentHashMap<>();
    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
    }

    @Test
    void succeedsWhateverDies() {
        imports().succeeds();
        imports().survivesACrashAtEveryPoint();
    }

    @Test
    void nothingStaysOfAnImportThatIsTakenBack() {
        imports().isUndoneWhenAnyStepFails();
        imports().isUndoneWhenCancelledAtAnyStep();
        imports().isUndoneOnceAlthoughTheUndoCrashes();
    }

    private OperationKit<ImportOrder> imports() {
        return kitVms.kit(
                importVm,
                this::uploaded,
                vm -> new ImportOrder(vm.id, vm.name, vm.pool, uuid(vm), "kit"),
                vm -> {
                    assertThat(lab.named(vm.name)).singleElement().satisfies(there -> assertThat(there.otherConfig())
                            .containsEntry("vmc:vm", vm.id.toString())
                            .containsEntry("vmc:owner", "kit"));
                    assertThat(kitVms.row(vm).xenUuid).isEqualTo(uuid(vm));
                    assertThat(kitVms.row(vm).readyAt).isNotNull();
                },
                vm -> {
                    assertThat(lab.pool().vms().byUuid(uuid(vm))).isEmpty();
                    assertThat(kitVms.row(vm).live()).isFalse();
                });
    }

    private Vm uploaded(String purpose) {
        var vm = kitVms.halted(purpose);
        uploaded.put(vm.id, String.valueOf(vm.xenUuid));
        lab.pool().vms().rename(kitVms.there(vm).ref(), "vmc-" + UUID.randomUUID());
        vms.change(vm.id, row -> {
            row.xenUuid = null;
            row.readyAt = null;
        });
        return vm;
    }

    private String uuid(Vm vm) {
        return Objects.requireNonNull(uploaded.get(vm.id));
    }
}
