package org.vmc.vm.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.XenApiConfig;
import org.vmc.lab.xenapi.XenApiServer;
import org.vmc.lab.xenapi.rpc.Fault;
import org.vmc.vm.LabCalls;

class XenPoolTest {

    private static final long MIB = 1L << 20;

    private XenApiServer server;
    private XenPool pool;

    @BeforeEach
    void start() {
        server = XenApiServer.start(
                XenApiConfig.fast(), new SimulatedGuests(Duration.ofMillis(10), InstantSource.system()));
        pool = new XenPool(endpoint(server.uri(), "lab"));
    }

    @AfterEach
    void stop() {
        pool.close();
        server.close();
    }

    @Test
    void readsThePoolFromTheStart() {
        var objects = objects(pool.events(XenEvents.FROM_THE_START, Duration.ofSeconds(1)));

        assertThat(objects).filteredOn(XenHost.class::isInstance).hasSize(4);
        assertThat(objects).filteredOn(XenHostMetrics.class::isInstance).hasSize(4);
        assertThat(objects).filteredOn(XenPoolRecord.class::isInstance).hasSize(1);
        assertThat(objects)
                .filteredOn(object -> object instanceof XenVm vm && vm.template() && !vm.defaultTemplate())
                .extracting(object -> ((XenVm) object).name())
                .containsExactlyInAnyOrder(
                        "debian-12", "build-worker", "office-desktop", "web-server", "file-server", "simulation");
    }

    @Test
    void aCommandWhoseAnswerIsLostIsNotSentAgain() {
        var golden = pool.vms().byName("debian-12").getFirst().ref();
        pool.vms().cloneAs(golden, "heard");
        server.faults().add(Fault.answerLost("VM.clone", 1));

        assertThatExceptionOfType(PoolUnreachable.class)
                .isThrownBy(() -> pool.vms().cloneAs(golden, "unheard"));

        assertThat(pool.vms().byName("unheard")).hasSize(1);
    }

    @Test
    void waitsForEventsAndAnswersNothingWhenNothingHappens() {
        var first = pool.events(XenEvents.FROM_THE_START, Duration.ofSeconds(1));

        var quiet = pool.events(first.token(), Duration.ofSeconds(1));

        assertThat(quiet.changes()).isEmpty();
    }

    @Test
    void takesAVmThroughItsLife() {
        var vm = clone("vm-1");
        pool.vms().setOtherConfig(vm, Map.of("vmc:vm", "1"));
        pool.vms().setXenstoreData(vm, Map.of("vm-data/hostname", "vm-1"));
        pool.vms().setMemory(vm, 613 * MIB);
        pool.vms().setVcpus(vm, 1, 2);
        pool.vms().provision(vm);

        finish(pool.vms().startOn(vm, host()));
        var running = record(vm);
        assertThat(running.running()).isTrue();
        assertThat(running.residentOn()).isEqualTo(host());
        assertThat(running.memoryStaticMaxBytes()).isEqualTo(613 * MIB);
        assertThat(running.vcpus()).isEqualTo(2);
        assertThat(running.otherConfig()).containsEntry("vmc:vm", "1");
        assertThat(running.xenstoreData()).containsEntry("vm-data/hostname", "vm-1");

        finish(pool.vms().hardShutdown(vm));
        assertThat(record(vm).halted()).isTrue();
        var disks = pool.vms().ownDisks(vm);
        assertThat(disks).hasSize(1);
        disks.forEach(pool.vms()::destroyDisk);
        pool.vms().destroy(vm);
        assertThat(pool.vms().byRef(vm)).isEmpty();
        pool.vms().destroy(vm);
        disks.forEach(pool.vms()::destroyDisk);
    }

    @Test
    void repeatsThePoolsOwnWordsWhenRefused() {
        var vm = clone("vm-2");
        pool.vms().provision(vm);

        var task = pool.vms().hardShutdown(vm);

        await().until(() -> !(pool.tasks().state(task) instanceof TaskState.Pending));
        assertThat(pool.tasks().state(task)).isInstanceOfSatisfying(TaskState.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("VM_BAD_POWER_STATE");
            assertThat(failed.params()).contains(vm.value(), "halted");
        });
        assertThatExceptionOfType(XenRefused.class)
                .isThrownBy(() -> pool.vms().provision(vm))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("PROVISION_ONLY_ALLOWED_ON_TEMPLATE"))
                .withMessageContaining("Provisioning");
    }

    @Test
    void logsInAgainWhenItsSessionIsGone() {
        assertThat(pool.vms().byName("debian-12")).hasSize(1);
        server.faults().add(Fault.refuse("VM.get_by_name_label", 1, "SESSION_INVALID", "OpaqueRef:gone"));

        assertThat(pool.vms().byName("debian-12")).hasSize(1);
        assertThat(server.faults().calls()).containsEntry("session.login_with_password", 2);
    }

    @Test
    void followsAHostThatNamesItsCoordinator() {
        server.faults()
                .add(Fault.refuse(
                        "session.login_with_password",
                        1,
                        "HOST_IS_SLAVE",
                        server.uri().getHost()));

        assertThat(pool.vms().byName("debian-12")).hasSize(1);
        assertThat(server.faults().calls()).containsEntry("session.login_with_password", 2);
    }

    @Test
    void findsTheHostThatTookOverFromALostCoordinator() {
        var there = pool.vms().byName("debian-12").getFirst().ref();
        pool.knowHosts(List.of("127.0.0.2", "127.0.0.3", "127.0.0.4"));

        server.labFaults().order("coordinator-lost", Map.of());

        assertThatExceptionOfType(XenFailure.class)
                .as("without high availability nobody takes over")
                .isThrownBy(() -> pool.vms().byRef(there));
        takeOver("127.0.0.3");
        assertThat(await().ignoreExceptions().until(() -> pool.vms().byRef(there), Optional::isPresent))
                .isPresent();
    }

    /** As {@code xe pool-emergency-transition-to-master} does. */
    private void takeOver(String address) {
        var host = URI.create("http://" + address + ":" + server.port());
        await().ignoreExceptions().until(() -> {
            var login = LabCalls.at(host, "session.slave_local_login_with_password", "root", "lab");
            LabCalls.at(host, "pool.emergency_transition_to_master", login.asText());
            return true;
        });
    }

    @Test
    void doesNotRepeatARefusedLoginForEver() {
        try (var stranger = new XenPool(endpoint(server.uri(), "wrong"))) {
            assertThatExceptionOfType(XenRefused.class)
                    .isThrownBy(() -> stranger.vms().byName("debian-12"))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("SESSION_AUTHENTICATION_FAILED"));
        }
    }

    @Test
    void saysWhenAPoolDoesNotAnswer() {
        server.close();

        assertThatExceptionOfType(PoolUnreachable.class)
                .isThrownBy(() -> pool.vms().byName("debian-12"))
                .withMessageContaining("Looking for VM debian-12")
                .withMessageContaining(server.uri().toString());
    }

    @Test
    void forgetsATaskThePoolForgot() {
        assertThat(pool.tasks().state(new TaskRef("OpaqueRef:00000000-0000-0000-0000-000000000000")))
                .isInstanceOf(TaskState.Forgotten.class);
    }

    @Test
    void finishesACommandAlthoughTheCallerIsInterrupted() throws InterruptedException {
        server.faults().add(Fault.delay("VM.clone", Duration.ofMillis(300)));
        var source = template();
        var caller = Thread.ofVirtual().start(() -> pool.vms().cloneAs(source, "vm-3"));
        await().until(() -> server.faults().calls().containsKey("VM.clone"));

        caller.interrupt();
        caller.join();

        assertThat(pool.vms().byName("vm-3")).hasSize(1);
    }

    @Test
    void takesManyCallsAtOnce() throws InterruptedException {
        var source = template();
        var callers = IntStream.range(0, 50)
                .mapToObj(number -> Thread.ofVirtual().start(() -> pool.vms().cloneAs(source, "many")))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(pool.vms().byName("many")).hasSize(50);
    }

    private VmRef clone(String name) {
        return pool.vms().cloneAs(template(), name);
    }

    private VmRef template() {
        return pool.vms().byName("debian-12").getFirst().ref();
    }

    private XenVm record(VmRef vm) {
        return pool.vms().byRef(vm).orElseThrow();
    }

    private HostRef host() {
        return objects(pool.events(XenEvents.FROM_THE_START, Duration.ofSeconds(1))).stream()
                .filter(object -> object instanceof XenHost host && host.name().equals("h2"))
                .map(object -> ((XenHost) object).ref())
                .findFirst()
                .orElseThrow();
    }

    private void finish(TaskRef task) {
        await().atMost(Duration.ofSeconds(60)).until(() -> pool.tasks().state(task) instanceof TaskState.Succeeded);
        pool.tasks().destroy(task);
    }

    private static List<XenObject> objects(XenEvents events) {
        return events.changes().stream()
                .filter(XenChange.Seen.class::isInstance)
                .map(change -> ((XenChange.Seen) change).object())
                .toList();
    }

    private static PoolEndpoint endpoint(URI url, String password) {
        return new PoolEndpoint(
                url, "root", password, PoolTrust.ofTheJvm(), Duration.ofSeconds(2), Duration.ofSeconds(10), 2000, 2000);
    }
}
