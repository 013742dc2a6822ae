package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** What is the same after a restart, and what must not be. */
class RestartTest {

    private static XenApiServer start(XenApiConfig config) {
        return XenApiServer.start(config, new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    }

    private record Run(Set<String> hosts, String session, String vm) {}

    private static Run run() {
        try (var server = start(XenApiConfig.fast())) {
            var client = new XapiClient(server);
            var hosts = new TreeSet<>(client.call("host.get_all_records").findValuesAsText("uuid"));
            var vm = client.text("VM.get_uuid", client.newVm("debian-12", "vm"));
            return new Run(hosts, client.session(), vm);
        }
    }

    @Test
    void hosts_stay_the_same_while_sessions_and_vms_are_new() {
        var first = run();
        var second = run();

        assertThat(second.hosts()).isEqualTo(first.hosts());
        assertThat(second.session()).isNotEqualTo(first.session());
        assertThat(second.vm()).isNotEqualTo(first.vm());
    }

    @Test
    void a_taken_port_is_named() {
        try (var server = start(XenApiConfig.fast())) {
            var same = new XenApiConfig("127.0.0.1", server.port(), 1, 1L << 30, 1, "lab", 0);

            assertThatThrownBy(() -> start(same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Cannot listen on 127.0.0.1:" + server.port());
        }
    }
}
