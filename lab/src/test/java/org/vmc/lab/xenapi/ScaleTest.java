package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** The server with as many VMs as it is made for. */
class ScaleTest {

    @Test
    void thousands_of_vms_are_listed_in_one_answer() {
        var guests = new SimulatedGuests(Duration.ZERO, InstantSource.system());
        try (var server = XenApiServer.start(XenApiConfig.fast().withHosts(64, 64L << 30), guests)) {
            var client = new XapiClient(server);
            var template = client.vmNamed("debian-12");
            for (int i = 0; i < 2_000; i++) {
                client.call("VM.clone", template, "vm-" + i);
            }

            var reply = client.post("/", "text/xml", allRecords(client));

            assertThat(reply.body()).contains("<value>vm-0</value>", "<value>vm-1999</value>");
        }
    }

    private static String allRecords(XapiClient client) {
        return "<methodCall><methodName>VM.get_all_records</methodName><params><param><value>" + client.session()
                + "</value></param></params></methodCall>";
    }
}
