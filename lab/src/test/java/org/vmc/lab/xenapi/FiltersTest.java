package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.lab.guests.SimulatedGuests;

/** {@code get_all_where} and {@code get_all_records_where}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersTest {

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            true                                                       | h1 h2 h3 h4
            false                                                      |
            field "name__label" = "h2"                                 | h2
            field "name_label" = 'h2'                                  | h2
            "h2" = field "name__label"                                 | h2
            not field "name__label" = "h2"                             | h1 h3 h4
            field "name_label"="h1" or field "name_label"="h2"         | h1 h2
            field "enabled" = "true" and field "hostname" = "h3"       | h3
            false and false or true                                    | h1 h2 h3 h4
            false and (false or true)                                  |
            field "name__label" = field "hostname"                     | h1 h2 h3 h4
            field "API__version__major" = "2" and not (true)           |
            """)
    void rows_are_picked_by_their_fields(String filter, String expected) {
        var found = client.call("host.get_all_records_where", filter);
        var names = StreamSupport.stream(found.spliterator(), false)
                .map(host -> host.path("name_label").asText())
                .sorted()
                .toList();

        assertThat(String.join(" ", names)).isEqualTo(expected == null ? "" : expected);
        assertThat(client.call("host.get_all_where", filter)).hasSize(names.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "(", ")", "not", "true true", "\"a\"", "field = \"a\"", "field \"frob\" = \"a\"", "= ="})
    void a_filter_that_makes_no_sense_is_refused_with_its_text(String filter) {
        assertThatThrownBy(() -> client.call("VM.get_all_records_where", filter))
                .isInstanceOfSatisfying(XapiClient.Refused.class, refused -> assertThat(refused.error())
                        .containsExactly("INVALID_VALUE", filter, "Stdlib.Parsing.Parse_error"));
    }

    @Test
    void a_filter_of_endless_depth_is_refused() {
        assertThatThrownBy(() -> client.call("VM.get_all_where", "(".repeat(100_000)))
                .isInstanceOf(XapiClient.Refused.class);
        assertThatThrownBy(() -> client.call("VM.get_all_where", "not ".repeat(100_000)))
                .isInstanceOf(XapiClient.Refused.class);
    }
}
