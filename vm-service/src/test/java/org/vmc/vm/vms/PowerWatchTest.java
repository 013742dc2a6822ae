package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.vm.VmStarted;
import org.vmc.contracts.vm.VmStopped;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.inventory.VmObservation;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class PowerWatchTest {

    @Inject
    PowerWatch power;

    @Inject
    Operations operations;

    @Inject
    StopVm stopVm;

    @Inject
    Inventory inventory;

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
    void publishesWhatSomebodyElseDidOnceAndInOrder() {
        var vm = kitVms.halted("power");
        var there = lab.named(vm.name).getFirst();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();

        lab.pool().vms().startOn(there.ref(), host.ref());
        kitVms.awaitPower(vm, PowerState.RUNNING);
        lab.pool().vms().hardShutdown(there.ref());
        kitVms.awaitPower(vm, PowerState.HALTED);

        assertThat(facts.of(vm, 2))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isInstanceOfSatisfying(VmStarted.class, started -> assertThat(started.hostName())
                                        .isEqualTo("h1")),
                        second -> assertThat(second)
                                .isInstanceOfSatisfying(VmStopped.class, stopped -> assertThat(stopped.forced())
                                        .isFalse()));
    }

    @Test
    void tellsPausedSuspendedAndMovedFromStartedAndStopped() {
        var vm = kitVms.ready("shifted");
        var there = kitVms.there(vm).ref();
        var pool = lab.pool().vms();
        var hosts = inventory.pool("lab").orElseThrow().hosts();

        pool.pause(there);
        kitVms.awaitPower(vm, PowerState.PAUSED);
        pool.unpause(there);
        kitVms.awaitPower(vm, PowerState.RUNNING);
        pool.suspend(there);
        kitVms.awaitPower(vm, PowerState.SUSPENDED);
        // The pool's own choice could be where it is to move to.
        pool.resumeOn(there, hosts.getFirst().ref());
        kitVms.awaitPower(vm, PowerState.RUNNING);
        pool.migrate(there, hosts.get(2).ref());
        await().until(() -> "h3".equals(kitVms.row(vm).hostName));

        assertThat(facts.of(vm, 6))
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("VmStarted", "VmPaused", "VmUnpaused", "VmSuspended", "VmResumed", "VmMoved");
    }

    @Test
    void isSilentWhenThePoolRepeatsItself() {
        var vm = kitVms.halted("power");
        var there = lab.named(vm.name).getFirst();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();
        lab.pool().vms().startOn(there.ref(), host.ref());
        kitVms.awaitPower(vm, PowerState.RUNNING);

        var seen = inventory.vm("lab", there.uuid()).orElseThrow();
        for (int i = 0; i < 3; i++) {
            power.observed(new VmObservation.Seen(seen, Instant.now()));
        }

        assertThat(facts.of(vm, 1)).hasSize(1);
    }

    @Test
    void publishesWhatHappenedOnceHoweverOftenAndInWhicheverOrderThePoolTellsOfIt() {
        var duplicated = kitVms.halted("told-twice");
        lab.duplicateEvents(100);
        startAndCutPower(duplicated);
        lab.clearFaults();
        var reordered = kitVms.halted("told-late");
        lab.reorderEvents(100);
        startAndCutPower(reordered);
        lab.clearFaults();

        for (var vm : List.of(duplicated, reordered)) {
            assertThat(facts.of(vm, 2))
                    .extracting(fact -> fact.getClass().getSimpleName())
                    .containsExactly("VmStarted", "VmStopped");
            var seen = inventory.vm("lab", kitVms.there(vm).uuid()).orElseThrow();
            assertThat(seen.powerState()).isEqualTo(PowerState.HALTED);
        }
    }

    private void startAndCutPower(Vm vm) {
        var there = kitVms.there(vm);
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();
        lab.pool().vms().startOn(there.ref(), host.ref());
        kitVms.awaitPower(vm, PowerState.RUNNING);
        await().until(() ->
                inventory.vm("lab", there.uuid()).filter(ObservedVm::ready).isPresent());
        lab.pool().vms().hardShutdown(there.ref());
        kitVms.awaitPower(vm, PowerState.HALTED);
    }

    @Test
    void noticesWhatVanishedWhileNobodyListened() {
        var stays = kitVms.halted("power");
        var vanished = new Vm();
        vanished.id = UUID.randomUUID();
        vanished.name = "vanished-" + vanished.id;
        vanished.pool = "lab";
        vanished.type = "t1.micro";
        vanished.template = "debian-12";
        vanished.vcpus = 1;
        vanished.memoryMib = 512;
        vanished.owner = "ana";
        vanished.team = "test";
        vanished.correlationId = vanished.id;
        vanished.createdAt = Instant.now();
        vanished.readyAt = Instant.now();
        vanished.xenUuid = UUID.randomUUID().toString();
        vanished.powerState = PowerState.RUNNING;
        vanished.address = "10.77.0.250";
        QuarkusTransaction.requiringNew().run(() -> vms.persist(vanished));

        // The pool is read from the start, as after a restart.
        lab.refuse("event.from", "EVENTS_LOST");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> vms.read(() -> vms.existing(vanished.id)).powerState == null);
        assertThat(vms.read(() -> vms.existing(vanished.id)).address).isNull();
        assertThat(vms.read(() -> vms.existing(stays.id)).powerState).isEqualTo(PowerState.HALTED);
    }

    @Test
    void namesTheRequestThatStoppedAVm() {
        var vm = kitVms.halted("power");
        var there = lab.named(vm.name).getFirst();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();
        lab.pool().vms().startOn(there.ref(), host.ref());
        await().until(() ->
                inventory.vm("lab", there.uuid()).filter(ObservedVm::ready).isPresent());
        kitVms.awaitPower(vm, PowerState.RUNNING);
        var origin = new Origin("ana", "engineer", "test", "test", UUID.randomUUID(), null);

        operations.submit(
                origin, null, () -> List.of(NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm))));

        assertThat(facts.of(vm, 2).getLast())
                .isInstanceOfSatisfying(
                        VmStopped.class, stopped -> assertThat(stopped.forced()).isTrue());
        assertThat(facts.eventsOf(vm).getLast().correlationId())
                .isEqualTo(origin.correlationId().toString());
    }
}
