package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.vm.LabClient;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;

/** VMs of ours in the lab for operations to act on, and the kit around those operations. */
@Singleton
public class KitVms {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SIDE_BY_SIDE = 6;

    private final Operations operations;
    private final FaultPoints faultPoints;
    private final Inventory inventory;
    private final Vms vms;
    private final LabClient lab;

    KitVms(Operations operations, FaultPoints faultPoints, Inventory inventory, Vms vms) {
        this.operations = operations;
        this.faultPoints = faultPoints;
        this.inventory = inventory;
        this.vms = vms;
        this.lab = LabClient.connected();
    }

    /** The lab they are in, once it is heard. */
    public LabClient lab() {
        soon().until(() -> inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
        return lab;
    }

    @PreDestroy
    void close() {
        lab.close();
    }

    /** Makes a VM for one run of the kit. */
    interface Making {
        Vm vm(String purpose);
    }

    /** The kit around operations of this kind, each on a VM of its own. */
    <I extends VmInput> OperationKit<I> kit(
            OperationKind<I> kind,
            Making making,
            Function<Vm, I> input,
            Consumer<Vm> whenDone,
            Consumer<Vm> whenUndone) {
        return kit(SIDE_BY_SIDE, kind, making, input, whenDone, whenUndone);
    }

    /** As {@link #kit}, one operation after the other: for what would befall those beside it too. */
    <I extends VmInput> OperationKit<I> kitInTurn(
            OperationKind<I> kind,
            Making making,
            Function<Vm, I> input,
            Consumer<Vm> whenDone,
            Consumer<Vm> whenUndone) {
        return kit(1, kind, making, input, whenDone, whenUndone);
    }

    private <I extends VmInput> OperationKit<I> kit(
            int sideBySide,
            OperationKind<I> kind,
            Making making,
            Function<Vm, I> input,
            Consumer<Vm> whenDone,
            Consumer<Vm> whenUndone) {
        return new OperationKit<>(
                operations,
                faultPoints,
                new OperationSubject<>() {
                    // The kit asks for each operation inside a transaction; a VM to act on takes transactions of its
                    // own.
                    @Override
                    public NewOperation<I> fresh(Origin origin) {
                        var vm = onAnotherThread(() -> making.vm("kit"));
                        return NewOperation.of(kind, input.apply(vm), VmOrders.target(vm));
                    }

                    @Override
                    public void assertDone(Operation operation) {
                        whenDone.accept(target(operation));
                    }

                    @Override
                    public void assertUndone(Operation operation) {
                        whenUndone.accept(target(operation));
                    }
                },
                sideBySide);
    }

    /** A VM that runs and can be reached. */
    Vm ready(String purpose) {
        return ready(purpose, inventory.pool("lab").orElseThrow().hosts().getFirst());
    }

    /** One of ours for tests of other features. */
    public record Ready(UUID id, String name, String xenUuid) {}

    /** A VM that runs on this host and can be reached. */
    public Ready readyOn(ObservedHost host, String purpose) {
        Vm vm = ready(purpose, host);
        return new Ready(vm.id, vm.name, String.valueOf(vm.xenUuid));
    }

    /** The same on this host. */
    Vm ready(String purpose, ObservedHost host) {
        var vm = halted(purpose);
        var there = there(vm);
        lab.pool().vms().startOn(there.ref(), host.ref());
        soon().until(() ->
                inventory.vm("lab", there.uuid()).filter(ObservedVm::ready).isPresent());
        awaitPower(vm, PowerState.RUNNING);
        return vm;
    }

    Vm paused(String purpose) {
        var vm = ready(purpose);
        settled(lab.pool().vms().pause(there(vm).ref()));
        awaitPower(vm, PowerState.PAUSED);
        return vm;
    }

    Vm suspended(String purpose) {
        var vm = ready(purpose);
        settled(lab.pool().vms().suspend(there(vm).ref()));
        awaitPower(vm, PowerState.SUSPENDED);
        return vm;
    }

    /** Made by hand: the kit's faults would strike the steps of a CreateVm too. */
    Vm halted(String purpose) {
        var vm = new Vm();
        vm.id = UUID.randomUUID();
        vm.name = purpose + "-" + vm.id;
        vm.pool = "lab";
        vm.type = "t1.micro";
        vm.template = "debian-12";
        vm.vcpus = 1;
        vm.memoryMib = 512;
        vm.owner = "kit";
        vm.team = "test";
        vm.correlationId = vm.id;
        vm.createdAt = Instant.now();
        vm.readyAt = Instant.now();
        vm.powerState = PowerState.HALTED;
        var pool = lab.pool().vms();
        var clone = pool.cloneAs(pool.byName("debian-12").getFirst().ref(), vm.name);
        pool.setOtherConfig(clone, Map.of(CreationMark.VM, vm.id.toString()));
        pool.provision(clone);
        vm.xenUuid = pool.byRef(clone).orElseThrow().uuid();
        QuarkusTransaction.requiringNew().run(() -> vms.persist(vm));
        soon().until(() -> inventory.vm("lab", String.valueOf(vm.xenUuid)).isPresent());
        return vm;
    }

    /** As {@link #halted}, for tests of other features. */
    public UUID aHalted(String purpose) {
        return onAnotherThread(() -> halted(purpose)).id;
    }

    /** As {@link #ready}, for tests of other features. */
    public UUID aReady(String purpose) {
        return onAnotherThread(() -> ready(purpose)).id;
    }

    /** The name of one of them. */
    public String nameOf(UUID id) {
        return vms.read(() -> vms.findById(id)).name;
    }

    /** One of them as the lab has it. */
    public XenVm there(UUID id) {
        return there(vms.read(() -> vms.findById(id)));
    }

    /** Says what one of them is for; null is nothing in particular. */
    public void giveRole(UUID id, @Nullable String role) {
        QuarkusTransaction.requiringNew().run(() -> vms.change(id, vm -> vm.role = role));
    }

    /** Takes a snapshot without an operation, and waits until it is known. */
    void snapshot(Vm vm, String name) {
        settled(lab.pool().vms().snapshot(there(vm).ref(), name));
        soon().until(() -> inventory.pool("lab").orElseThrow().snapshots(String.valueOf(vm.xenUuid)).stream()
                .anyMatch(snapshot -> snapshot.name().equals(name)));
    }

    /** The VM as the lab has it. */
    XenVm there(Vm vm) {
        return lab.following(
                () -> lab.pool().vms().byUuid(String.valueOf(vm.xenUuid)).orElseThrow());
    }

    /** Our row of it, deleted or not. */
    Vm row(Vm vm) {
        return vms.read(() -> vms.findById(vm.id));
    }

    /** The lab has it once, in this state, and so do we. */
    void assertPower(Vm vm, PowerState expected) {
        assertThat(lab.named(row(vm).name)).hasSize(1);
        assertThat(there(vm).powerState()).isEqualToIgnoringCase(expected.name());
        awaitPower(vm, expected);
        assertThat(row(vm).reservesMemory).isFalse();
    }

    void awaitPower(Vm vm, PowerState expected) {
        soon().untilAsserted(() -> assertThat(row(vm).powerState).isEqualTo(expected));
    }

    Operation run(NewOperation<?> wanted) {
        return ended(submit(wanted));
    }

    UUID submit(NewOperation<?> wanted) {
        var origin = new Origin("kit", "admin", "test", "kit", UUID.randomUUID(), null);
        return operations.submit(origin, null, () -> List.of(wanted)).getFirst().id();
    }

    void cancel(UUID operation) {
        operations.cancel(operation, operations.find(operation).orElseThrow().origin());
    }

    Operation ended(UUID id) {
        return soon().atMost(PATIENCE).until(() -> operations.find(id).orElseThrow(), operation -> operation
                .state()
                .isEnded());
    }

    /** The lab answers in milliseconds, and a kit waits often. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    private void settled(TaskRef task) {
        var state = soon().until(() -> lab.pool().tasks().state(task), now -> !(now instanceof TaskState.Pending));
        assertThat(state).isInstanceOf(TaskState.Succeeded.class);
    }

    private Vm target(Operation operation) {
        return vms.read(() -> vms.findById(operation.target().id()));
    }

    private static Vm onAnotherThread(Supplier<Vm> making) {
        return CompletableFuture.supplyAsync(making).join();
    }
}
