package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
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
import org.vmc.vm.inventory.PowerState;

/** What the kit asks of copying a VM. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class CopyKitTest {

    @Inject
    CopyVm copyVm;

    @Inject
    Vms vms;

    @Inject
    KitVms kitVms;

    private final Map<UUID, Vm> sources = new ConcurrentHashMap<>();
    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
    }

    @Test
    void succeedsWhateverDies() {
        copies().succeeds();
        copies().survivesACrashAtEveryPoint();
    }

    @Test
    void nothingStaysOfACopyThatIsTakenBack() {
        var disksBefore = lab.disks();

        copies().isUndoneWhenAnyStepFails();
        copies().isUndoneWhenCancelledAtAnyStep();
        copies().isUndoneOnceAlthoughTheUndoCrashes();

        var sourceDisks = sources.values().stream()
                .flatMap(source -> lab.pool().disks().of(kitVms.there(source).ref()).stream())
                .map(disk -> disk.vdi())
                .toList();
        assertThat(lab.disks().stream().filter(disk -> !disksBefore.contains(disk)))
                .containsExactlyInAnyOrderElementsOf(sourceDisks);
    }

    private OperationKit<CopyOrder> copies() {
        return kitVms.kit(
                copyVm,
                this::asked,
                copy -> new CopyOrder(
                        copy.id,
                        copy.name,
                        copy.pool,
                        source(copy).id,
                        source(copy).name,
                        String.valueOf(source(copy).xenUuid),
                        null,
                        null,
                        "kit"),
                copy -> {
                    assertThat(lab.named(copy.name)).singleElement().satisfies(there -> {
                        assertThat(there.uuid()).isEqualTo(kitVms.row(copy).xenUuid);
                        assertThat(there.otherConfig())
                                .containsEntry("vmc:vm", copy.id.toString())
                                .containsEntry("vmc:owner", "kit");
                        assertThat(lab.pool().disks().of(there.ref())).hasSize(1);
                    });
                    assertThat(kitVms.row(copy).readyAt).isNotNull();
                    assertSourceIsAsBefore(copy);
                },
                copy -> {
                    assertThat(lab.named(copy.name)).isEmpty();
                    assertThat(kitVms.row(copy).live()).isFalse();
                    assertSourceIsAsBefore(copy);
                });
    }

    private void assertSourceIsAsBefore(Vm copy) {
        kitVms.assertPower(source(copy), PowerState.HALTED);
        assertThat(kitVms.there(source(copy)).otherConfig())
                .containsEntry("vmc:vm", source(copy).id.toString());
    }

    private Vm asked(String purpose) {
        var source = kitVms.halted(purpose);
        var copy = new Vm();
        copy.id = UUID.randomUUID();
        copy.name = "copy-of-" + source.name.substring(0, 20) + "-"
                + copy.id.toString().substring(0, 8);
        copy.pool = source.pool;
        copy.type = source.type;
        copy.template = source.template;
        copy.vcpus = source.vcpus;
        copy.memoryMib = source.memoryMib;
        copy.owner = source.owner;
        copy.team = source.team;
        copy.correlationId = copy.id;
        copy.createdAt = Instant.now();
        copy.powerState = PowerState.HALTED;
        QuarkusTransaction.requiringNew().run(() -> vms.persist(copy));
        sources.put(copy.id, source);
        return copy;
    }

    private Vm source(Vm copy) {
        return Objects.requireNonNull(sources.get(copy.id));
    }
}
