package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class VmsTest {

    @Inject
    Vms vms;

    @Test
    void aChangeKeepsWhatSomebodyElseChangedSinceTheRowWasRead() {
        UUID id = persisted();

        QuarkusTransaction.requiringNew().run(() -> {
            vms.existing(id);
            QuarkusTransaction.requiringNew().run(() -> vms.change(id, vm -> vm.readyAt = Instant.EPOCH));
            vms.change(id, vm -> vm.address = "10.0.0.1");
        });

        Vm kept = vms.read(() -> vms.existing(id));
        assertThat(kept.readyAt).isEqualTo(Instant.EPOCH);
        assertThat(kept.address).isEqualTo("10.0.0.1");
    }

    @Test
    void twoChangesInOneTransactionBothStay() {
        UUID id = persisted();

        QuarkusTransaction.requiringNew().run(() -> {
            vms.change(id, vm -> vm.hostName = "h1");
            vms.change(id, vm -> vm.address = "10.0.0.1");
        });

        Vm kept = vms.read(() -> vms.existing(id));
        assertThat(kept.hostName).isEqualTo("h1");
        assertThat(kept.address).isEqualTo("10.0.0.1");
    }

    private UUID persisted() {
        var vm = new Vm();
        vm.id = TimeOrderedIds.next();
        vm.name = "row-" + vm.id;
        vm.pool = "lab";
        vm.type = "t1.micro";
        vm.template = "debian-12";
        vm.vcpus = 1;
        vm.memoryMib = 613;
        vm.owner = "ana";
        vm.team = "compilers";
        vm.correlationId = UUID.randomUUID();
        vm.createdAt = Instant.EPOCH;
        QuarkusTransaction.requiringNew().run(() -> vms.persist(vm));
        return vm.id;
    }
}
