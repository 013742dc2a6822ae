package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;

/** Sessions of root. */
class SessionTest {

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void root_is_a_local_superuser_on_the_coordinator() {
        assertThat(client.call("session.get_is_local_superuser", client.session())
                        .asBoolean())
                .isTrue();
        assertThat(client.text("session.get_this_host", client.session())).isEqualTo(client.hostNamed("h1"));
        assertThat(client.call("session.get_all_subject_identifiers")).isEmpty();
        client.call("session.logout_subject_identifier", "S-1-5-21");
        assertThat(client.call("role.get_all_records").findValuesAsText("name_label"))
                .contains("pool-admin", "read-only");
    }

    @Test
    void the_password_changes_for_those_who_know_it() {
        assertThatThrownBy(() -> client.call("session.change_password", "wrong", "next"))
                .hasMessage("[SESSION_AUTHENTICATION_FAILED]");
        assertThatThrownBy(() -> client.call("session.change_password", "lab", ""))
                .hasMessageStartingWith("[CHANGE_PASSWORD_REJECTED");

        client.call("session.change_password", "lab", "next");

        assertThatThrownBy(() -> new XapiClient(server)).hasMessage("[SESSION_AUTHENTICATION_FAILED]");
        assertThat(XapiClient.withPassword(server.uri(), "next").session()).startsWith("OpaqueRef:");
    }

    @Test
    void an_expired_session_is_invalid_and_a_new_one_is_not() {
        server.labFaults().order("session-expired", Map.of());

        assertThatThrownBy(() -> client.call("VM.get_all")).hasMessage("[SESSION_INVALID, " + client.session() + "]");
        assertThat(new XapiClient(server).call("host.get_all")).hasSize(4);
    }

    @Test
    void what_is_not_there_is_told_apart() {
        assertThatThrownBy(() -> client.call("session.create_from_db_file", "x"))
                .hasMessage("[NOT_IMPLEMENTED, session.create_from_db_file]");
        assertThatThrownBy(() -> client.call("session.local_logout"))
                .hasMessage("[SESSION_INVALID, " + client.session() + "]");
    }
}
