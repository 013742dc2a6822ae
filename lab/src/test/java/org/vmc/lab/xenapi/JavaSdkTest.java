package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.xensource.xenapi.APIVersion;
import com.xensource.xenapi.Connection;
import com.xensource.xenapi.Event;
import com.xensource.xenapi.Host;
import com.xensource.xenapi.Pool;
import com.xensource.xenapi.SR;
import com.xensource.xenapi.Session;
import com.xensource.xenapi.Task;
import com.xensource.xenapi.Types;
import com.xensource.xenapi.VDI;
import com.xensource.xenapi.VM;
import com.xensource.xenapi.VMGuestMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** The unmodified Java SDK as the client. */
class JavaSdkTest {

    private final XenApiServer server = XenApiServer.start(
            XenApiConfig.fast(), new SimulatedGuests(Duration.ofMillis(100), InstantSource.system()));
    private final Connection connection = connect();

    private Connection connect() {
        try {
            return new Connection(server.uri().toURL());
        } catch (java.net.MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void logIn() throws Exception {
        Session.loginWithPassword(connection, "root", "lab", APIVersion.latest().toString(), "test");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_vm_is_cloned_started_seen_through_events_stopped_and_destroyed() throws Exception {
        var template = VM.getByNameLabel(connection, "debian-12").iterator().next();
        var before = Event.from(connection, Set.of("vm", "vm_guest_metrics"), "", 1.0);

        var vm = template.createClone(connection, "ci-1");
        vm.setXenstoreData(connection, Map.of("vm-data/hostname", "ci-1"));
        vm.addToOtherConfig(connection, "vmc:operation", "42");
        vm.setMemoryLimits(connection, 128L << 20, 256L << 20, 256L << 20, 256L << 20);
        vm.provision(connection);
        vm.start(connection, false, false);

        assertThat(vm.getPowerState(connection)).isEqualTo(Types.VmPowerState.RUNNING);
        assertThat(addressFromEvents(vm, before.token)).isEqualTo("10.77.1.1");
        var record = vm.getRecord(connection);
        assertThat(record.allowedOperations).contains(Types.VmOperations.CLEAN_SHUTDOWN, Types.VmOperations.SUSPEND);
        assertThat(record.residentOn.getRecord(connection).address).startsWith("127.0.0.");

        vm.cleanShutdown(connection);
        assertThat(vm.getPowerState(connection)).isEqualTo(Types.VmPowerState.HALTED);
        vm.destroy(connection);
        assertThatThrownBy(() -> vm.getRecord(connection)).isInstanceOf(Types.HandleInvalid.class);
    }

    private String addressFromEvents(VM vm, String since) throws Exception {
        var token = since;
        for (int i = 0; i < 20; i++) {
            var batch = Event.from(connection, Set.of("vm", "vm_guest_metrics"), token, 5.0);
            token = batch.token;
            for (var event : batch.events) {
                if (event.snapshot instanceof VM.Record record
                        && event.ref.equals(vm.toWireString())
                        && !record.guestMetrics.isNull()) {
                    return VMGuestMetrics.Record.class
                            .cast(record.guestMetrics.getRecord(connection))
                            .networks
                            .getOrDefault("0/ip", "");
                }
            }
        }
        return "never";
    }

    @Test
    void an_asynchronous_call_is_followed_by_its_task() throws Exception {
        var template = VM.getByNameLabel(connection, "build-worker").iterator().next();

        var task = template.createCloneAsync(connection, "w-1");

        Awaitility.await().until(() -> task.getStatus(connection) == Types.TaskStatusType.SUCCESS);
        var clone = Types.toVM(task, connection);
        assertThat(clone.getNameLabel(connection)).isEqualTo("w-1");
        assertThat(clone.getIsATemplate(connection)).isTrue();
        task.destroy(connection);
        assertThat(Task.getAll(connection)).isEmpty();
    }

    @Test
    void a_vm_is_snapshotted_and_reverted() throws Exception {
        var vm = started("snapped");

        var snapshot = vm.snapshot(connection, "before");

        assertThat(snapshot.getSnapshotOf(connection)).isEqualTo(vm);
        assertThat(vm.getSnapshots(connection)).containsExactly(snapshot);
        snapshot.revert(connection);
        assertThat(vm.getPowerState(connection)).isEqualTo(Types.VmPowerState.HALTED);
        snapshot.destroy(connection);
        vm.destroy(connection);
    }

    @Test
    void a_running_vm_migrates_to_another_host() throws Exception {
        var vm = started("traveller");
        // Only once its tools have reported.
        Awaitility.await().until(() -> vm.getAllowedOperations(connection).contains(Types.VmOperations.POOL_MIGRATE));
        var from = vm.getResidentOn(connection);
        var target = Host.getAll(connection).stream()
                .filter(host -> !host.equals(from))
                .findFirst()
                .orElseThrow();

        vm.poolMigrate(connection, target, Map.of("live", "true"));

        assertThat(vm.getResidentOn(connection)).isEqualTo(target);
        assertThat(vm.getPowerState(connection)).isEqualTo(Types.VmPowerState.RUNNING);
        vm.hardShutdown(connection);
        vm.destroy(connection);
    }

    private SR defaultSr() throws Exception {
        return Pool.getAll(connection).iterator().next().getDefaultSR(connection);
    }

    private VM started(String name) throws Exception {
        var template = VM.getByNameLabel(connection, "debian-12").iterator().next();
        var vm = template.createClone(connection, name);
        vm.provision(connection);
        vm.start(connection, false, false);
        return vm;
    }

    @Test
    void a_refusal_arrives_as_the_exception_of_its_code() throws Exception {
        var template = VM.getByNameLabel(connection, "debian-12").iterator().next();

        assertThatThrownBy(() -> template.start(connection, false, false)).isInstanceOf(Types.VmIsTemplate.class);
        assertThatThrownBy(() -> template.resume(connection, false, false)).isInstanceOf(Types.VmBadPowerState.class);
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        var other = connect();

        assertThatThrownBy(() -> Session.loginWithPassword(other, "root", "wrong", "2.21", "test"))
                .isInstanceOf(Types.SessionAuthenticationFailed.class);
    }

    @Test
    void pool_hosts_and_storage_are_there_from_the_start() throws Exception {
        var pool = Pool.getAllRecords(connection).values().iterator().next();
        var hosts = Host.getAllRecords(connection).values();

        assertThat(hosts).extracting(host -> host.nameLabel).containsExactlyInAnyOrder("h1", "h2", "h3", "h4");
        assertThat(hosts).allSatisfy(host -> {
            assertThat(host.enabled).isTrue();
            assertThat(host.softwareVersion).containsKey("product_version");
            assertThat(host.PBDs).hasSize(2);
        });
        assertThat(pool.master.getNameLabel(connection)).isEqualTo("h1");
        assertThat(pool.defaultSR.getShared(connection)).isTrue();
    }

    @Test
    void a_slave_sends_the_client_to_the_coordinator() throws Exception {
        var slave = new Connection(XapiClient.at(
                        server,
                        Host.getByNameLabel(connection, "h2").iterator().next().getAddress(connection))
                .toURL());

        assertThatThrownBy(() -> Session.loginWithPassword(slave, "root", "lab", "2.21", "test"))
                .isInstanceOfSatisfying(Types.HostIsSlave.class, told -> assertThat(told.masterIPAddress)
                        .isEqualTo("127.0.0.1"));
    }

    @Test
    void high_availability_is_enabled_planned_and_disabled() throws Exception {
        var pool = Pool.getAll(connection).iterator().next();

        Pool.enableHa(connection, Set.of(defaultSr()), Map.of());
        pool.setHaHostFailuresToTolerate(connection, 2L);

        var record = pool.getRecord(connection);
        assertThat(record.haEnabled).isTrue();
        assertThat(record.haPlanExistsFor).isEqualTo(2L);
        assertThat(Pool.haComputeMaxHostFailuresToTolerate(connection)).isEqualTo(3L);
        assertThatThrownBy(() -> pool.setHaHostFailuresToTolerate(connection, 4L))
                .isInstanceOf(Types.HaNoPlan.class);
        Pool.disableHa(connection);
        assertThatThrownBy(() -> Pool.disableHa(connection)).isInstanceOf(Types.HaNotEnabled.class);
    }

    @Test
    void a_host_is_described_disabled_and_turned_off() throws Exception {
        var host = Host.getByNameLabel(connection, "h3").iterator().next();

        assertThat(host.getCpuInfo(connection))
                .containsEntry("vendor", "GenuineIntel")
                .containsKey("features_hvm");
        assertThat(host.getHostCPUs(connection)).hasSize(4);
        assertThat(host.getDataSources(connection))
                .extracting(source -> source.nameLabel)
                .contains("memory_free_kib");
        assertThatThrownBy(() -> host.shutdown(connection)).isInstanceOf(Types.HostNotDisabled.class);
        host.disable(connection);
        host.shutdown(connection);
        Awaitility.await().until(() -> !host.getMetrics(connection).getLive(connection));
        assertThatThrownBy(() -> host.powerOn(connection)).isInstanceOf(Types.HostPowerOnModeDisabled.class);
        host.setPowerOnMode(connection, "wake-on-lan", Map.of());
        host.powerOn(connection);
        Awaitility.await().until(() -> host.getMetrics(connection).getLive(connection));
    }

    @Test
    void disks_are_created_attached_and_deleted() throws Exception {
        var sr = defaultSr();
        var disk = new VDI.Record();
        disk.nameLabel = "data";
        disk.SR = sr;
        disk.virtualSize = 1L << 30;
        disk.type = Types.VdiType.USER;
        disk.sharable = false;
        disk.readOnly = false;
        disk.otherConfig = Map.of();

        var vdi = VDI.create(connection, disk);
        var copy = vdi.copy(connection, sr);

        assertThat(copy.getVirtualSize(connection)).isEqualTo(1L << 30);
        vdi.destroy(connection);
        copy.destroy(connection);
        assertThat(new HashSet<>(VDI.getAll(connection))).doesNotContain(vdi, copy);
    }
}
