package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.SrRef;

/** What a pool finished after its operation had ended. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class LeftoverSweepTest {

    @Inject
    Operations operations;

    @Inject
    StopVm stopVm;

    @Inject
    Inventory inventory;

    @Inject
    LeftoverSweep sweep;

    @Inject
    KitVms kitVms;

    @Test
    void aCloneThatLandedLateIsRemovedAndAStrangersStays() {
        var late = CreationMark.cloneName(ended());
        var stranger = CreationMark.cloneName(UUID.randomUUID());
        var pool = kitVms.lab().pool().vms();
        var template = pool.byName("debian-12").getFirst().ref();
        pool.cloneAs(template, late);
        pool.cloneAs(template, stranger);
        await().until(() -> pool().unfinishedClones().size() >= 2);

        sweep.sweep();

        assertThat(kitVms.lab().named(late)).isEmpty();
        assertThat(kitVms.lab().named(stranger)).hasSize(1);
    }

    @Test
    void aDiskThatLandedLateIsRemovedAndOneInUseOrAStrangersStays() {
        var vm = kitVms.halted("leftover");
        var late = CreationMark.cloneName(ended());
        var inUse = CreationMark.cloneName(ended());
        var stranger = CreationMark.cloneName(UUID.randomUUID());
        var disks = kitVms.lab().pool().disks();
        for (var name : List.of(late, inUse, stranger)) {
            disks.create(storage(), name, 1L << 20);
        }
        disks.connect(kitVms.there(vm).ref(), disks.named(inUse).getFirst());
        await().until(() -> pool().unfinishedDisks().stream()
                .map(disk -> disk.name())
                .toList()
                .containsAll(List.of(late, stranger)));

        sweep.sweep();

        assertThat(disks.named(late)).isEmpty();
        assertThat(disks.named(inUse)).hasSize(1);
        assertThat(disks.named(stranger)).hasSize(1);
    }

    private PoolSnapshot pool() {
        return inventory.pool("lab").orElseThrow();
    }

    private SrRef storage() {
        return pool().defaultStorage().orElseThrow().ref();
    }

    /** An operation that has ended. */
    private UUID ended() {
        var vm = kitVms.halted("ended");
        var origin = new Origin("ana", "engineer", "test", "test", UUID.randomUUID(), null);
        var order = NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm));
        var operation = operations.submit(origin, null, () -> List.of(order)).getFirst();
        await().until(() ->
                operations.find(operation.id()).orElseThrow().state().isEnded());
        return operation.id();
    }
}
