package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.vm.VmLeaseExpiring;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.PowerState;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class LeaseWatchTest {

    @Inject
    LeaseWatch watch;

    @Inject
    ExtendLease extendLease;

    @Inject
    Operations operations;

    @Inject
    Vms vms;

    @Inject
    KitVms kitVms;

    private LabClient lab;
    private VmFacts facts;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
        facts = new VmFacts();
    }

    @AfterEach
    void disconnect() {
        facts.close();
    }

    @Test
    void warnsOnceADayAndOnceAnHourBeforeTheEnd() {
        var vm = kitVms.halted("warned");
        Instant end = leased(vm, Duration.ofDays(3));

        watch.look(end.minus(Duration.ofHours(25)));
        assertThat(kitVms.row(vm).leaseWarnedSeconds).isNull();
        watch.look(end.minus(Duration.ofHours(24)));
        watch.look(end.minus(Duration.ofHours(23)));
        assertThat(kitVms.row(vm).leaseWarnedSeconds).isEqualTo(86_400);
        watch.look(end.minus(Duration.ofMinutes(50)));
        watch.look(end.minus(Duration.ofMinutes(40)));

        assertThat(kitVms.row(vm).leaseWarnedSeconds).isEqualTo(3_600);
        assertThat(facts.of(vm, 2))
                .satisfiesExactly(
                        first ->
                                assertThat(first).isEqualTo(new VmLeaseExpiring(vm.id, vm.name, vm.owner, end, 86_400)),
                        second -> assertThat(second)
                                .isEqualTo(new VmLeaseExpiring(vm.id, vm.name, vm.owner, end, 3_000)));
    }

    @Test
    void shutsTheVmDownAtTheEndAndDeletesItAfterTheGrace() {
        var vm = kitVms.ready("ended");
        Instant end = leased(vm, Duration.ofHours(8));

        watch.look(end);
        watch.look(end.plusSeconds(30));

        var stop = only(vm);
        assertThat(stop.kind()).isEqualTo("StopVm");
        assertThat(stop.origin().actor()).isEqualTo(vm.owner);
        assertThat(kitVms.ended(stop.id()).state()).isEqualTo(OperationState.SUCCEEDED);
        kitVms.assertPower(vm, PowerState.HALTED);
        assertThat(facts.of(vm, 3))
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("VmStarted", "VmLeaseExpired", "VmStopped");

        watch.look(end.plus(Duration.ofHours(23)));
        assertThat(ofVm(vm)).hasSize(1);
        watch.look(end.plus(Duration.ofHours(25)));

        await().until(() -> vms.read(() -> vms.live(vm.id)).isEmpty());
        assertThat(lab.named(vm.name)).isEmpty();
    }

    @Test
    void anExtendedVmIsKept() {
        var vm = kitVms.halted("kept");
        Instant end = leased(vm, Duration.ofHours(8));
        watch.look(end);
        Instant later = end.plus(Duration.ofDays(2));

        var extended = kitVms.run(
                NewOperation.of(extendLease, new LeaseExtension(vm.id, vm.name, vm.pool, later), VmOrders.target(vm)));
        watch.look(end.plus(Duration.ofHours(25)));

        assertThat(extended.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(kitVms.row(vm).leaseUntil).isEqualTo(later);
        assertThat(kitVms.row(vm).leaseExpiredAt).isNull();
        assertThat(ofVm(vm)).extracting(Operation::kind).containsExactly("ExtendLease");
    }

    private Instant leased(Vm vm, Duration lease) {
        Instant end = Instant.now().plus(lease).truncatedTo(ChronoUnit.MILLIS);
        QuarkusTransaction.requiringNew().run(() -> vms.change(vm.id, row -> row.lease(end, Instant.now())));
        return end;
    }

    private Operation only(Vm vm) {
        var all = ofVm(vm);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private List<Operation> ofVm(Vm vm) {
        return operations.list(new OperationFilter(null, null, vm.id, null, null, 10));
    }
}
