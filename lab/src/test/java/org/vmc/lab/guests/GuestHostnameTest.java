package org.vmc.lab.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestHostnameTest {

    @ParameterizedTest
    @CsvSource({
        "ci-1, ci-1",
        "My VM!, my-vm",
        "-x-, x",
        "'a;rm -rf /', a-rm--rf",
        "日本, guest",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, "
                + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void isMadeOfTheNameLabel(String label, String hostname) {
        assertThat(NamespaceGuests.hostname(spec(label, Map.of()))).isEqualTo(hostname);
    }

    @Test
    void isWhatTheFirstBootDataSays() {
        assertThat(NamespaceGuests.hostname(spec("label", Map.of(GuestSpec.HOSTNAME, "ci-7"))))
                .isEqualTo("ci-7");
    }

    @Test
    void isWhatTheUserDataSaysBeforeAllElse() {
        var data = Map.of(
                GuestSpec.HOSTNAME, "ci-7",
                GuestSpec.META_DATA, "local-hostname: ci-8",
                GuestSpec.USER_DATA, "#cloud-config\nhostname: Ci-9.example.org\n");
        assertThat(NamespaceGuests.hostname(spec("label", data))).isEqualTo("ci-9");
    }

    private static GuestSpec spec(String label, Map<String, String> data) {
        return new GuestSpec(UUID.randomUUID(), label, "h1", 1, 256, "debian-12", UUID.randomUUID(), data);
    }
}
