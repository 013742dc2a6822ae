package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.seed.HostTraits;

/** Who belongs to the pool and who coordinates it, without high availability. */
class PoolTest {

    private static final String H1 = "127.0.0.1";
    private static final String H2 = "127.0.0.2";
    private static final String H3 = "127.0.0.3";
    private static final String S1 = "127.0.0.71";
    private static final String S2 = "127.0.0.72";
    private static final String NULL = "OpaqueRef:NULL";

    private XenApiServer server = start(Map.of());
    private XapiClient client = new XapiClient(server);

    private static XenApiServer start(Map<String, HostTraits> traits) {
        var layout = PoolLayout.plain().withStandaloneHosts(2).withTraits(traits);
        return XenApiServer.start(
                XenApiConfig.fast().withHosts(3, 8L << 30).withLayout(layout),
                new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    }

    private void restartWith(String host, HostTraits traits) {
        server.close();
        server = start(Map.of(host, traits));
        client = new XapiClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private XapiClient at(String address) {
        return new XapiClient(XapiClient.at(server, address));
    }

    private XapiClient onHostAlone(String address) {
        return XapiClient.onHostAlone(XapiClient.at(server, address));
    }

    private static List<String> refusal(Runnable call) {
        try {
            call.run();
        } catch (XapiClient.Refused refused) {
            return refused.error();
        }
        return List.of();
    }

    private List<String> answerAt(String address) {
        try {
            return refusal(() -> at(address));
        } catch (java.io.UncheckedIOException cutOff) {
            return List.of("no answer");
        }
    }

    private void awaitAnswer(String address, String... answer) {
        Awaitility.await().until(() -> answerAt(address).equals(List.of(answer)));
    }

    private void loseCoordinator() {
        server.labFaults().order("coordinator-lost", Map.of());
        awaitAnswer(H2, "HOST_IN_EMERGENCY_MODE");
        awaitAnswer(H3, "HOST_IN_EMERGENCY_MODE");
    }

    private void join(String address) {
        at(address).call("pool.join", H1, "root", "lab");
        awaitAnswer(address, "HOST_IS_SLAVE", H1);
    }

    @Test
    void a_slave_sends_every_caller_to_the_coordinator() {
        assertThat(answerAt(H2)).containsExactly("HOST_IS_SLAVE", H1);
        var local = onHostAlone(H2);
        assertThat(refusal(() -> local.call("VM.get_all"))).containsExactly("HOST_IS_SLAVE", H1);
    }

    @Test
    void a_session_of_a_host_alone_is_good_on_that_host_alone() {
        var local = onHostAlone(H2);

        assertThat(refusal(() -> client.call("VM.get_all").size())).isEmpty();
        assertThat(refusal(() -> onHostAlone(H1).call("VM.get_all")).getFirst()).isEqualTo("SESSION_INVALID");
        local.call("session.local_logout");
        assertThat(refusal(() -> local.call("session.local_logout")))
                .containsExactly("SESSION_INVALID", local.session());
    }

    @Test
    void the_address_of_every_host_leads_to_it() {
        for (var host : client.call("host.get_all")) {
            var address = client.text("host.get_address", host.asText());
            var expected = address.equals(H1) ? List.of() : List.of("HOST_IS_SLAVE", H1);
            assertThat(answerAt(address)).isEqualTo(expected);
        }
    }

    @Test
    void another_coordinator_can_be_designated_and_old_sessions_end() {
        client.call("pool.designate_new_master", client.hostNamed("h2"));

        awaitAnswer(H1, "HOST_IS_SLAVE", H2);
        awaitAnswer(H3, "HOST_IS_SLAVE", H2);
        var after = at(H2);
        assertThat(after.text("pool.get_master", after.pool())).isEqualTo(after.hostNamed("h2"));
        assertThat(after.call("message.get_all_records").findValuesAsText("name"))
                .contains("POOL_MASTER_TRANSITION");
    }

    @Test
    void designating_the_coordinator_changes_nothing() {
        client.call("pool.designate_new_master", client.hostNamed("h1"));

        assertThat(client.text("pool.get_master", client.pool())).isEqualTo(client.hostNamed("h1"));
    }

    @Test
    void without_its_coordinator_the_pool_waits_until_a_host_takes_over() {
        loseCoordinator();

        onHostAlone(H2).call("pool.emergency_transition_to_master");

        var next = at(H2);
        assertThat(next.text("pool.get_master", next.pool())).isEqualTo(next.hostNamed("h2"));
        var dead = next.text("host.get_metrics", next.hostNamed("h1"));
        assertThat(next.call("host_metrics.get_live", dead).asBoolean()).isFalse();
        assertThat(answerAt(H3)).containsExactly("HOST_IN_EMERGENCY_MODE");
        assertThat(next.call("pool.recover_slaves").path(0).asText()).isEqualTo(next.hostNamed("h3"));
        assertThat(answerAt(H3)).containsExactly("HOST_IS_SLAVE", H2);
    }

    @Test
    void a_slave_in_emergency_mode_can_be_told_its_new_coordinator() {
        loseCoordinator();
        onHostAlone(H2).call("pool.emergency_transition_to_master");

        assertThat(refusal(() -> onHostAlone(H3).call("pool.emergency_reset_master", "10.0.0.1")))
                .containsExactly("HOST_UNKNOWN_TO_MASTER", "10.0.0.1");
        onHostAlone(H3).call("pool.emergency_reset_master", H2);

        assertThat(answerAt(H3)).containsExactly("HOST_IS_SLAVE", H2);
    }

    @Test
    void a_coordinator_that_comes_back_finds_its_pool_again() {
        loseCoordinator();

        server.labFaults().clearAll();

        awaitAnswer(H1);
        awaitAnswer(H2, "HOST_IS_SLAVE", H1);
        assertThat(refusal(() -> client.call("VM.get_all"))).containsExactly("SESSION_INVALID", client.session());
    }

    @Test
    void a_coordinator_that_was_replaced_waits_to_be_recovered() {
        loseCoordinator();
        onHostAlone(H2).call("pool.emergency_transition_to_master");

        server.labFaults().clearAll();

        awaitAnswer(H1, "HOST_IN_EMERGENCY_MODE");
        at(H2).call("pool.recover_slaves");
        assertThat(answerAt(H1)).containsExactly("HOST_IS_SLAVE", H2);
    }

    @Test
    void nobody_takes_over_from_a_coordinator_that_answers() {
        assertThat(refusal(() -> onHostAlone(H2).call("pool.emergency_transition_to_master")))
                .containsExactly("NOT_IN_EMERGENCY_MODE");
        assertThat(refusal(() -> onHostAlone(H1).call("pool.emergency_transition_to_master")))
                .containsExactly("NOT_IN_EMERGENCY_MODE");
    }

    @Test
    void a_host_joins_with_its_storage_and_vms() {
        var alone = at(S1);
        var host = alone.hostNamed("s1");
        var vm = alone.newVm("debian-12", "travels");
        var disk = alone.call("VDI.get_all_records").size();

        join(S1);

        assertThat(client.hostNamed("s1")).isEqualTo(host);
        assertThat(client.call("host.get_PBDs", host)).hasSize(3);
        assertThat(client.vmNamed("travels")).isEqualTo(vm);
        assertThat(client.call("VM.get_VBDs", vm)).hasSize(1);
        assertThat(client.call("VM.get_by_name_label", "debian-12")).hasSize(1);
        assertThat(disk).isPositive();
        client.call("VM.start_on", vm, host, false, false);
        assertThat(client.text("VM.get_resident_on", vm)).isEqualTo(host);
        assertThat(client.call("host.get_resident_VMs", host)).hasSize(2);
    }

    @Test
    void a_client_of_the_pool_hears_of_a_host_that_joins() {
        var token = client.call("event.from", List.of("host"), "", 0.0)
                .path("token")
                .asText();

        at(S1).call("pool.join", H1, "root", "lab");

        var events = client.call("event.from", List.of("host"), token, 5.0).path("events");
        assertThat(events.findValuesAsText("operation")).contains("add");
    }

    @Test
    void joining_is_refused_with_the_reason() {
        assertThat(refusal(() -> at(S1).call("pool.join", "10.0.0.1", "root", "lab")))
                .containsExactly("JOINING_HOST_CONNECTION_FAILED");
        assertThat(refusal(() -> at(S1).call("pool.join", H1, "root", "wrong")))
                .containsExactly("SESSION_AUTHENTICATION_FAILED");
        assertThat(refusal(() -> at(S1).call("pool.join", H2, "root", "lab"))).containsExactly("HOST_IS_SLAVE", H1);
        assertThat(refusal(() -> at(S1).call("pool.join", S1, "root", "lab")).getFirst())
                .isEqualTo("OPERATION_NOT_ALLOWED");
        assertThat(refusal(() -> client.call("pool.join", S1, "root", "lab")))
                .containsExactly("JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS");
    }

    @Test
    void a_host_with_running_or_suspended_vms_cannot_join() {
        var alone = at(S1);
        var vm = alone.newVm("debian-12", "busy");
        alone.start(vm);

        assertThat(refusal(() -> alone.call("pool.join", H1, "root", "lab")))
                .containsExactly("JOINING_HOST_CANNOT_HAVE_RUNNING_VMS");
        Awaitility.await()
                .until(() -> refusal(() -> alone.call("VM.suspend", vm)).isEmpty());
        assertThat(refusal(() -> alone.call("pool.join", H1, "root", "lab")))
                .containsExactly("JOINING_HOST_CANNOT_HAVE_RUNNING_OR_SUSPENDED_VMS");
    }

    @Test
    void a_host_of_another_version_build_or_cpu_cannot_join() {
        restartWith("s1", new HostTraits("GenuineIntel", "8.2.1", "lab"));
        assertThat(refusal(() -> at(S1).call("pool.join", H1, "root", "lab")))
                .containsExactly("POOL_JOINING_HOST_MUST_HAVE_SAME_PRODUCT_VERSION");

        restartWith("s1", new HostTraits("AuthenticAMD", "8.3.0", "lab"));
        assertThat(refusal(() -> at(S1).call("pool.join_force", H1, "root", "lab")))
                .containsExactly("HOSTS_NOT_COMPATIBLE");

        restartWith("s1", new HostTraits("GenuineIntel", "8.3.0", "other"));
        assertThat(refusal(() -> at(S1).call("pool.join", H1, "root", "lab")).getFirst())
                .isEqualTo("HOSTS_NOT_HOMOGENEOUS");
        at(S1).call("pool.join_force", H1, "root", "lab");
        awaitAnswer(S1, "HOST_IS_SLAVE", H1);
    }

    @Test
    void an_ejected_host_is_a_pool_of_its_own_and_may_join_again() {
        var host = client.hostNamed("h3");

        client.call("pool.eject", host);

        awaitAnswer(H3);
        assertThat(refusal(() -> client.call("host.get_record", host))).containsExactly("HANDLE_INVALID", "host", host);
        assertThat(client.call("PBD.get_all")).hasSize(4);
        assertThat(client.call("host_cpu.get_all")).hasSize(8);
        assertThat(at(H3).call("host.get_all")).hasSize(1);
        join(H3);
        assertThat(client.call("host.get_all")).hasSize(3);
    }

    @Test
    void ejecting_is_refused_for_the_coordinator_and_a_host_that_works() {
        assertThat(refusal(() -> client.call("pool.eject", client.hostNamed("h1"))))
                .containsExactly("INTERNAL_ERROR", "Xapi_pool.Cannot_eject_master");
        var host = client.hostNamed("h2");
        client.call("VM.start_on", client.newVm("debian-12", "a"), host, false, false);
        assertThat(refusal(() -> client.call("pool.eject", host))).containsExactly("HOST_HAS_RESIDENT_VMS", host);
    }

    @Test
    void two_hosts_alone_may_form_a_pool() {
        at(S2).call("pool.join", S1, "root", "lab");

        awaitAnswer(S2, "HOST_IS_SLAVE", S1);
        assertThat(at(S1).call("host.get_all")).hasSize(2);
    }

    @Test
    void default_storage_is_one_that_exists_or_none() {
        var pool = client.pool();

        assertThat(refusal(() -> client.call("pool.set_default_SR", pool, "OpaqueRef:nope")))
                .containsExactly("HANDLE_INVALID", "SR", "OpaqueRef:nope");
        client.call("pool.set_suspend_image_SR", pool, NULL);
        assertThat(client.text("pool.get_suspend_image_SR", pool)).isEqualTo(NULL);
    }

    @Test
    void the_database_is_synchronised_with_hosts_that_answer() {
        client.call("pool.sync_database");
        var host = client.hostNamed("h3");

        server.labFaults().order("host-off", Map.of("host", "h3"));

        assertThat(refusal(() -> client.call("pool.sync_database"))).containsExactly("HOST_OFFLINE", host);
    }
}
