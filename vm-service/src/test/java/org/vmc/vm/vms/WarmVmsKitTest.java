package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.MaintenanceMark;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;

/** What the kit asks of a creation that takes over a VM made ahead. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class WarmVmsKitTest implements OperationSubject<VmPlan> {

    /** Of no other test, which would take it otherwise. */
    private static final String TEMPLATE = "simulation";

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    WarmVms warm;

    @Inject
    VmOrders orders;

    @Inject
    Flavours flavours;

    @Inject
    Templates templates;

    @Inject
    Vms vms;

    @Inject
    Inventory inventory;

    @Inject
    KitVms kitVms;

    private LabClient lab;
    private OperationKit<VmPlan> kit;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
        kit = new OperationKit<>(operations, faultPoints, this);
    }

    @AfterEach
    void retireTheRest() {
        faultPoints.clear();
        for (var left : warm.all()) {
            QuarkusTransaction.requiringNew().call(() -> warm.retire(left.id())).ifPresent(kitVms::run);
        }
    }

    @Test
    void isTakenOverWhateverDies() {
        kit.succeeds();
        kit.survivesACrashAtEveryPoint();
    }

    @Test
    void isGivenBackOrDestroyed() {
        kit.isUndoneWhenAnyStepFails();
        kit.isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void oneThatStoppedIsNotHandedOver() {
        var made = made();
        lab.pool().vms().hardShutdown(kitVms.there(made).ref());
        kitVms.awaitPower(made, PowerState.HALTED);

        var ended = kitVms.run(ordered("cold-" + made.id, "kit"));

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(kitVms.row(made).live()).isTrue();
    }

    @Test
    void oneThatIsPausedCountsAsStopped() {
        var made = made();
        assertThat(seen(made).stopped()).isFalse();
        lab.pool().vms().pause(kitVms.there(made).ref());
        kitVms.awaitPower(made, PowerState.PAUSED);

        assertThat(seen(made).stopped()).isTrue();
    }

    @Test
    void oneOnAHostThatSomebodyWorksOnIsNotHandedOver() {
        var made = made();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst().ref();
        lab.pool().hosts().note(host, MaintenanceMark.NOTE, "test");
        await().until(() ->
                inventory.pool("lab").orElseThrow().hosts().getFirst().maintenance());
        try {
            var ended = kitVms.run(ordered("safe-" + made.id, "kit"));
            assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        } finally {
            lab.pool().hosts().removeNote(host, MaintenanceMark.NOTE);
        }

        assertThat(kitVms.row(made).warmTakenBy).isNull();
        assertThat(kitVms.row(made).live()).isTrue();
    }

    @Test
    void oneThatCouldNotBeDeletedIsTriedAgainAfterAWhile() {
        var made = made();
        faultPoints.install(point -> {
            if (point.kind().equals(DeleteVm.NAME)
                    && point.step().equals("destroy")
                    && point.moment() == FaultPoints.Moment.BEFORE_ACTION) {
                throw ProblemException.conflict("Its disks are locked.");
            }
        });
        var failed = kitVms.run(QuarkusTransaction.requiringNew()
                .call(() -> warm.retire(made.id))
                .orElseThrow());
        faultPoints.clear();
        assertThat(failed.state()).isEqualTo(OperationState.FAILED);

        assertThat(retiredBefore(Instant.now().minusSeconds(600))).isEmpty();
        retiredBefore(Instant.now()).forEach(kitVms::run);
        assertThat(kitVms.row(made).live()).isFalse();
    }

    private List<NewOperation<?>> retiredBefore(Instant moment) {
        return QuarkusTransaction.requiringNew().call(() -> warm.retiredStill(moment));
    }

    private WarmVms.WarmVm seen(Vm vm) {
        return warm.all().stream()
                .filter(one -> one.id().equals(vm.id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneOfAnotherSizeIsNotHandedOver() {
        var made = made();

        var ended = kitVms.run(QuarkusTransaction.requiringNew()
                .call(() -> orders.create(order("other-" + made.id, flavour("standard.small")), "kit", "test", made.id)
                        .getFirst()));

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(kitVms.row(made).warmTakenBy).isNull();
        assertThat(kitVms.row(made).live()).isTrue();
    }

    @Test
    void twoThatAskAtOnceDoNotGetTheSame() {
        var made = made();

        var first = kitVms.submit(ordered("first-" + made.id, "kit"));
        var second = kitVms.submit(ordered("second-" + made.id, "kit"));

        var ended = List.of(kitVms.ended(first), kitVms.ended(second));
        assertThat(ended).extracting(Operation::state).containsOnly(OperationState.SUCCEEDED);
        assertThat(ended)
                .extracting(operation -> operation.target().id())
                .as("who has it")
                .contains(kitVms.row(made).warmTakenBy);
        assertThat(ended)
                .allSatisfy(operation ->
                        assertThat(lab.named(operation.target().name())).hasSize(1));
    }

    @Test
    void oneThatStopsOnceItIsTakenIsReplacedByACloneAndDeleted() {
        var made = made();
        var there = kitVms.there(made);
        faultPoints.install(point -> {
            if (point.step().equals("clone")
                    && point.moment() == FaultPoints.Moment.BEFORE_ACTION
                    && kitVms.there(made).running()) {
                lab.pool().vms().hardShutdown(there.ref());
                await().until(() -> kitVms.there(made).halted());
            }
        });

        var ended = kitVms.run(ordered("late-" + made.id, "kit"));
        faultPoints.clear();

        assertThat(ended.state()).as(ended.message()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(lab.named(ended.target().name())).singleElement().satisfies(vm -> {
            assertThat(vm.uuid()).isNotEqualTo(there.uuid());
            assertThat(vm.running()).isTrue();
        });
        assertThat(kitVms.row(made).warmTakenBy).isEqualTo(made.id);
        retiredBefore(Instant.now()).forEach(kitVms::run);
        assertThat(kitVms.row(made).live()).isFalse();
    }

    @Override
    @SuppressWarnings("unchecked")
    public NewOperation<VmPlan> fresh(Origin origin) {
        // The kit asks inside a transaction; making one takes transactions of its own.
        CompletableFuture.runAsync(this::oneIsReady).join();
        return (NewOperation<VmPlan>) orders.create(
                        order("warm-kit-" + origin.correlationId(), flavour("t1.micro")),
                        origin.actor(),
                        origin.team(),
                        origin.correlationId())
                .getFirst();
    }

    @Override
    public void assertDone(Operation operation) {
        var name = operation.target().name();
        assertThat(lab.named(name)).singleElement().satisfies(vm -> {
            assertThat(vm.running()).isTrue();
            assertThat(vm.otherConfig())
                    .containsEntry("vmc:operation", operation.id().toString())
                    .containsEntry("vmc:vm", operation.target().id().toString())
                    .containsEntry("vmc:owner", "kit");
        });
        var row = vms.read(() -> vms.existing(operation.target().id()));
        assertThat(row.xenUuid).isEqualTo(lab.named(name).getFirst().uuid());
        assertThat(row.readyAt).isNotNull();
        assertThat(row.address).isNotNull();
        assertThat(row.reservesMemory).isFalse();
        Vm former = vms.read(() -> vms.find("warmTakenBy", row.id).singleResult());
        assertThat(former.live()).isFalse();
        assertThat(lab.named(former.name)).isEmpty();
    }

    @Override
    public void assertUndone(Operation operation) {
        assertThat(lab.named(operation.target().name())).isEmpty();
        assertThat(vms.read(() -> vms.live(operation.target().id()))).isEmpty();
        assertThat(vms.read(() -> vms.warmTakenBy(operation.target().id()))).isEmpty();
        // What was given back is there and nobody's; what was destroyed has no row.
        for (var left : warm.all()) {
            assertThat(lab.named(kitVms.row(vms.read(() -> vms.existing(left.id()))).name))
                    .hasSize(1);
        }
    }

    private void oneIsReady() {
        if (warm.all().stream().noneMatch(WarmVms.WarmVm::ready)) {
            made();
        }
    }

    /** Makes one ahead, by hand: the kit holds every operation until its own is accepted. */
    private Vm made() {
        var vm = kitVms.halted("warm");
        var there = kitVms.there(vm);
        var flavour = flavour("t1.micro");
        lab.pool().vms().setMemory(there.ref(), flavour.memoryMib() * 1024L * 1024);
        lab.pool().vms().setVcpus(there.ref(), there.vcpus(), flavour.vcpus());
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();
        lab.pool().vms().startOn(there.ref(), host.ref());
        kitVms.awaitPower(vm, PowerState.RUNNING);
        await().until(() ->
                inventory.vm("lab", there.uuid()).filter(ObservedVm::ready).isPresent());
        var template = templates.named("lab", TEMPLATE).orElseThrow();
        QuarkusTransaction.requiringNew()
                .run(() -> vms.change(vm.id, row -> {
                    row.template = TEMPLATE;
                    row.vcpus = flavour.vcpus();
                    row.memoryMib = flavour.memoryMib();
                    row.owner = WarmVms.OWNER;
                    row.warmOf = template.uuid();
                }));
        return vm;
    }

    private NewOperation<?> ordered(String name, String owner) {
        return QuarkusTransaction.requiringNew()
                .call(() -> orders.create(order(name, flavour("t1.micro")), owner, "test", UUID.randomUUID())
                        .getFirst());
    }

    private static VmOrder order(String name, Flavour flavour) {
        return new VmOrder(List.of(name), "lab", TEMPLATE, flavour, null, null, false, List.of(), null, Making.PLAIN);
    }

    private Flavour flavour(String name) {
        return flavours.named(name).orElseThrow();
    }
}
