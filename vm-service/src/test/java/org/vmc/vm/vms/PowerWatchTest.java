package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.Topics;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.vm.VmStarted;
import org.vmc.contracts.vm.VmStopped;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
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
    CloneSweep sweep;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private LabClient lab;
    private KafkaConsumer<String, byte[]> consumer;
    private final List<CloudEvent> events = new ArrayList<>();

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.VM));
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        consumer.close();
        lab.close();
    }

    @Test
    void publishesWhatSomebodyElseDidOnceAndInOrder() {
        var vm = halted();
        var there = lab.named(vm.name).getFirst();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();

        lab.pool().vms().startOn(there.ref(), host.ref());
        awaitRow(vm, PowerState.RUNNING);
        lab.pool().vms().hardShutdown(there.ref());
        awaitRow(vm, PowerState.HALTED);

        assertThat(facts(vm, 2))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isInstanceOfSatisfying(VmStarted.class, started -> assertThat(started.hostName())
                                        .isEqualTo("h1")),
                        second -> assertThat(second)
                                .isInstanceOfSatisfying(VmStopped.class, stopped -> assertThat(stopped.forced())
                                        .isFalse()));
    }

    @Test
    void isSilentWhenThePoolRepeatsItself() {
        var vm = halted();
        var there = lab.named(vm.name).getFirst();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();
        lab.pool().vms().startOn(there.ref(), host.ref());
        awaitRow(vm, PowerState.RUNNING);

        var seen = inventory.vm("lab", there.uuid()).orElseThrow();
        for (int i = 0; i < 3; i++) {
            power.observed(new VmObservation.Seen(seen, Instant.now()));
        }

        assertThat(facts(vm, 1)).hasSize(1);
    }

    @Test
    void noticesWhatVanishedWhileNobodyListened() {
        var stays = halted();
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
        var vm = halted();
        var there = lab.named(vm.name).getFirst();
        var host = inventory.pool("lab").orElseThrow().hosts().getFirst();
        lab.pool().vms().startOn(there.ref(), host.ref());
        await().until(() ->
                inventory.vm("lab", there.uuid()).filter(ObservedVm::ready).isPresent());
        awaitRow(vm, PowerState.RUNNING);
        var origin = new Origin("ana", "engineer", "test", "test", UUID.randomUUID(), null);

        operations.submit(
                origin, null, () -> List.of(NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm))));

        assertThat(facts(vm, 2).getLast())
                .isInstanceOfSatisfying(
                        VmStopped.class, stopped -> assertThat(stopped.forced()).isTrue());
        assertThat(eventsOf(vm).getLast().correlationId())
                .isEqualTo(origin.correlationId().toString());
    }

    @Test
    void sweepsACloneThatLandedAfterItsOperationEnded() {
        var vm = halted();
        var origin = new Origin("ana", "engineer", "test", "test", UUID.randomUUID(), null);
        var ended = operations
                .submit(
                        origin,
                        null,
                        () -> List.of(NewOperation.of(stopVm, VmAction.on(vm, true), VmOrders.target(vm))))
                .getFirst();
        await().until(() -> operations.find(ended.id()).orElseThrow().state().isEnded());
        var pool = lab.pool().vms();
        var template = pool.byName("debian-12").getFirst().ref();
        pool.cloneAs(template, CreationMark.cloneName(ended.id()));
        var stranger = CreationMark.cloneName(UUID.randomUUID());
        pool.cloneAs(template, stranger);
        await().until(() ->
                inventory.pool("lab").orElseThrow().unfinishedClones().size() >= 2);

        sweep.sweep();

        assertThat(lab.named(CreationMark.cloneName(ended.id()))).isEmpty();
        assertThat(lab.named(stranger)).hasSize(1);
    }

    private void awaitRow(Vm vm, PowerState expected) {
        await().atMost(Duration.ofSeconds(10)).until(() -> vms.read(() -> vms.existing(vm.id)).powerState == expected);
    }

    private List<Payload> facts(Vm vm, int count) {
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(message -> events.add(CloudEvents.decode(message.value())));
            return eventsOf(vm).size() >= count;
        });
        consumer.poll(Duration.ofMillis(300)).forEach(message -> events.add(CloudEvents.decode(message.value())));
        return eventsOf(vm).stream().map(CloudEvent::data).toList();
    }

    private List<CloudEvent> eventsOf(Vm vm) {
        return events.stream().filter(event -> event.subject().equals(vm.id)).toList();
    }

    private Vm halted() {
        var vm = new Vm();
        vm.id = UUID.randomUUID();
        vm.name = "power-" + vm.id;
        vm.pool = "lab";
        vm.type = "t1.micro";
        vm.template = "debian-12";
        vm.vcpus = 1;
        vm.memoryMib = 512;
        vm.owner = "ana";
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
        await().until(() -> inventory.vm("lab", String.valueOf(vm.xenUuid)).isPresent());
        return vm;
    }
}
